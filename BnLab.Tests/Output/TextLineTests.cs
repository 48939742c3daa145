using BnLab.Output.Drawing.Lettering;

namespace BnLab.Tests.Output;

public sealed class TextLineTests
{
    [Theory]
    [InlineData("10^{-4}", "10^−4")]
    [InlineData("10⁻⁴", "10^−4")]
    [InlineData("x_{i}²", "x_i^2")]
    [InlineData("weight_scale", "weight_scale")]
    [InlineData("a^b {c} ^{open", "a^b {c} ^{open")]
    [InlineData("tab\tline\n", "tab line ")]
    public void Markup_is_read_and_the_rest_stands_for_itself(string text, string plain) =>
        Assert.Equal(plain, MarkedText.Plain(MarkedText.Parse(text)));

    [Fact]
    public void Raised_is_higher_and_smaller()
    {
        PlacedGlyph four = TextLine.Set("10⁴", 10).Glyphs[2];
        Assert.True(four.Y < 0 && four.Scale < 1);
        Assert.True(TextLine.Set("x_{4}", 10).Glyphs[1].Y > 0);
    }

    [Fact]
    public void A_lone_surrogate_is_one_box() => Assert.Single(TextLine.Set("\uD800", 10).Glyphs);

    [Fact]
    public void An_accent_has_no_width() => Assert.Equal(TextLine.Set("x", 10).Width, TextLine.Set("x\u0302", 10).Width);

    [Theory]
    [InlineData("ŷ", "y\u0302")]
    [InlineData("ȳ", "y\u0304")]
    public void A_letter_with_its_accent_is_letter_and_accent(string both, string parts) =>
        Assert.Equal(MarkedText.Parse(parts), MarkedText.Parse(both));

    [Fact]
    public void The_signs_of_the_formulas_have_glyphs() =>
        Assert.All("αβγδεϵζηθκλμνξπρστφϕχψωΓΔΘΛΠΣΦΩ−×±·⋅√≤≥≠≈∞∂∇∈ℓ‖∑→…".EnumerateRunes(), rune => Assert.True(StrokeFont.Covers(rune), rune.ToString()));

    [Fact]
    public void A_wider_pen_needs_wider_spacing() => Assert.True(TextLine.Set("mm", 10, TextLine.Bold).Width > TextLine.Set("mm", 10).Width);

    [Fact]
    public void Short_text_is_left_alone() => Assert.Equal(12, TextLine.Fit("short", 12, 100).Size);

    [Fact]
    public void Long_text_shrinks_a_little_before_it_is_cut()
    {
        const string Text = "a long label";
        double full = TextLine.Set(Text, 12).Width;
        TextLine shrunk = TextLine.Fit(Text, 12, full * 0.9);
        Assert.Equal(Text, shrunk.Plain);
        Assert.Equal(12 * 0.9, shrunk.Size, 9);

        TextLine cut = TextLine.Fit(Text, 12, full * 0.5);
        Assert.EndsWith("…", cut.Plain, StringComparison.Ordinal);
        Assert.StartsWith("a lo", cut.Plain, StringComparison.Ordinal);
        Assert.InRange(cut.Width, full * 0.35, full * 0.5);
    }

    [Fact]
    public void No_width_no_text() => Assert.Empty(TextLine.Fit("text", 12, 0).Glyphs);
}
