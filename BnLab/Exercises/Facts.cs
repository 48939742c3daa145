using static BnLab.Numerics.ColumnStatistics;
using static BnLab.Numerics.RowStatistics;

namespace BnLab.Exercises;

/// <summary>What can be seen in wrong numbers without a guess at their cause.</summary>
internal static class Facts
{
    private const double Alike = 1e-6, NearlyOne = 1e-4; // of the largest value
    private const int MostShown = 4;

    /// <param name="zeroSums"><c>columns</c> or <c>rows</c> must sum to 0; empty for neither.</param>
    /// <param name="limit">What may be rounding, as a part of the largest value.</param>
    public static IReadOnlyList<string> Of(Matrix<double> found, Matrix<double> right, double limit, string zeroSums = "")
    {
        if ((found.Rows, found.Columns) != (right.Rows, right.Columns)) return [];
        double largest = right.ToArray().Max(Math.Abs);
        double alike = Math.Max(Alike, 10 * limit) * largest;
        var wrong = (found - right).Map(difference => Math.Abs(difference) <= alike ? 0.0 : 1.0);
        int count = (int)wrong.ToArray().Sum();
        if (count == 0) return ["the differences are small: of rounding, of few digits, or of eps"];
        return [.. new[] { Places(wrong, count), Ratio(found, right), Sums(found, zeroSums, largest) }.Where(fact => fact.Length > 0)];
    }

    private static string Places(Matrix<double> wrong, int count)
    {
        if (count == wrong.Count) return "";
        int[] columns = Where(ColumnSum(wrong)), rows = Where(RowSum(wrong));
        string where = columns.Length * 2 <= wrong.Columns ? $", all in {List("column", columns)}" : rows.Length * 2 <= wrong.Rows ? $", all in {List("row", rows)}" : "";
        return $"wrong in {count} of {wrong.Count} places{where}";
    }

    private static string Ratio(Matrix<double> found, Matrix<double> right)
    {
        var (a, b) = (found.ToArray(), right.ToArray());
        double ratio = a.Zip(b, (x, y) => x * y).Sum() / b.Sum(y => y * y), largest = b.Max(Math.Abs);
        if (Math.Abs(ratio - 1.0) < NearlyOne) return "";
        return a.Zip(b).All(pair => Math.Abs(pair.First - (ratio * pair.Second)) <= Alike * largest * Math.Abs(ratio)) ? $"all of it is {ShortNumber.Text(ratio)} times the right one" : "";
    }

    private static string Sums(Matrix<double> found, string lines, double largest)
    {
        if (lines.Length == 0) return "";
        double[] sums = (lines == "columns" ? ColumnSum(found) : RowSum(found)).ToArray();
        return sums.All(sum => Math.Abs(sum) <= Alike * largest)
            ? $"{lines} sum to 0, as they should"
            : $"{lines} sum to {string.Join(" ", sums.Take(MostShown).Select(ShortNumber.Text))}{(sums.Length > MostShown ? " …" : "")}, should be 0";
    }

    private static int[] Where(Matrix<double> counts) => [.. counts.ToArray().Index().Where(each => each.Item > 0).Select(each => each.Index)];

    private static string List(string line, int[] places) => $"{line}{(places.Length == 1 ? "" : "s")} {string.Join(", ", places.Take(MostShown))}{(places.Length > MostShown ? ", …" : "")}";
}
