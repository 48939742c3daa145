using System.Text;
using BnLab.Cli;

// Elsewhere texts are UTF-8 by custom; a Windows console would turn × and … into question marks.
if (OperatingSystem.IsWindows()) Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return await CommandLine.RunAsync(args, Console.Out, Console.Error);
