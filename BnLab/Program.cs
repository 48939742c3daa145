using System.Text;
using BnLab.Cli;

// Elsewhere texts are UTF-8 by custom; a Windows console would turn × and … into question marks.
if (OperatingSystem.IsWindows()) Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

// A student's solution runs in a process of its own; no user types this.
if (args is [ExerciseChild.Command, var exercise, var assembly, var inputs, var results]) return ExerciseChild.Run(exercise, assembly, inputs, results);
return await CommandLine.RunAsync(args, Console.Out, Console.Error);
