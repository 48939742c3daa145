using System.Xml.Linq;

namespace BnLab.Output.Plotting;

/// <summary>Makes Skia's SVG shorter without changing the picture: what many neighbours have in common is written once.</summary>
internal static class SvgCompaction
{
    private const int Few = 3; // neighbours: fewer are not worth a group

    private static readonly string[] Geometry = // not shared by a group: places; rx and ry, which are not inherited
        ["d", "x", "y", "cx", "cy", "rx", "ry", "width", "height", "transform"];

    public static void Compact(XElement parent)
    {
        foreach (XElement child in parent.Elements().ToList()) Compact(child);
        MergeOutlines(parent);
        GroupAlike(parent);
    }

    /// <summary>A shape that is filled and then stroked, such as a marker with a halo, becomes one shape with both.</summary>
    private static void MergeOutlines(XElement parent)
    {
        foreach (XElement filled in parent.Elements().ToList())
        {
            if (filled.Attribute("fill")?.Value is null or "none" || filled.Attribute("stroke") is not null) continue;
            if (filled.NextNode is not XElement edge || edge.Name != filled.Name || edge.Attribute("fill")?.Value != "none" || Shape(filled) != Shape(edge)) continue;
            filled.Add(edge.Attributes().Where(attribute => attribute.Name.LocalName.StartsWith("stroke", StringComparison.Ordinal)));
            edge.Remove();
        }
    }

    private static void GroupAlike(XElement parent)
    {
        XElement[] children = [.. parent.Elements()];
        string[] looks = [.. children.Select(child => child.Name.LocalName + Text(Shared(child)))];
        for (int start = 0, end; start < children.Length; start = end)
        {
            for (end = start + 1; end < children.Length && looks[end] == looks[start];) end++;
            if (end - start < Few || children[start].HasElements || children[start].Name.LocalName is not ("path" or "rect" or "ellipse")) continue;
            XElement group = new(SvgDocument.Svg + "g", Shared(children[start]));
            children[start].AddBeforeSelf(group);
            foreach (XElement child in children[start..end])
            {
                child.Remove();
                foreach (XAttribute attribute in Shared(child).ToList()) attribute.Remove();
                group.Add(child);
            }
        }
    }

    private static IEnumerable<XAttribute> Shared(XElement element) => element.Attributes().Where(attribute => !IsGeometry(attribute));

    private static string Shape(XElement element) => Text(element.Attributes().Where(IsGeometry));

    // An attribute's own text is made by an XML writer with a buffer of its own, each time.
    private static string Text(IEnumerable<XAttribute> attributes) => string.Concat(attributes.Select(attribute => $" {attribute.Name.LocalName}={attribute.Value}"));

    private static bool IsGeometry(XAttribute attribute) => Geometry.Contains(attribute.Name.LocalName, StringComparer.Ordinal);
}
