namespace BnLab.Cli;

/// <summary>A matrix as it is typed: commas between the numbers of a row, semicolons between rows.</summary>
/// <param name="Values">The rows.</param>
internal sealed record MatrixRows(IReadOnlyList<IReadOnlyList<double>> Values)
{
    /// <summary>Reads a matrix; whether its rows are equally long is for others to say.</summary>
    public static MatrixRows? Parse(string text)
    {
        var rows = new List<IReadOnlyList<double>>();
        foreach (string row in text.Split(';'))
        {
            string[] parts = row.Split(',');
            var numbers = new double[parts.Length];
            for (int i = 0; i < parts.Length; i++)
            {
                if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i])) return null;
            }

            rows.Add(numbers);
        }

        return new(rows);
    }

    public override string ToString() =>
        string.Join(';', Values.Select(row => string.Join(',', row.Select(v => v.ToString("R", CultureInfo.InvariantCulture)))));
}
