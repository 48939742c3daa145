using BnLab.Output;

namespace BnLab.Cli;

/// <summary>Lines as the course's notebook prints them.</summary>
internal static class NotebookText
{
    /// <summary>What Python's <c>print</c> writes: the parts with a space between, arrays as NumPy prints them.</summary>
    public static string Line(PrintedLine line)
    {
        return string.Join(' ', line.Parts.Select(part => part switch
        {
            double[] array => NumpyText.Array(array),
            double[,] matrix => NumpyText.Array([.. matrix.Cast<double>()], matrix.GetLength(0), matrix.GetLength(1)),
            double number => NumpyText.Scalar(number),
            _ => part.ToString(),
        }));
    }
}
