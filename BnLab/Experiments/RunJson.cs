using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using BnLab.Experiments.AffineOnly;
using BnLab.Experiments.Depth;
using BnLab.Experiments.GammaBeta;
using BnLab.Experiments.Inference;
using BnLab.Experiments.Landscape;
using BnLab.Experiments.Recipes;
using BnLab.Experiments.Regression;
using BnLab.Experiments.Saturation;
using BnLab.Experiments.Shift;
using BnLab.Experiments.Sweeps;
using BnLab.Experiments.Train;

namespace BnLab.Experiments;

/// <summary>The results of trainings as JSON, as journals keep them.</summary>
[JsonSourceGenerationOptions(
    IgnoreReadOnlyProperties = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, Converters = [typeof(DoubleConverter)])]
[JsonSerializable(typeof(History))]
[JsonSerializable(typeof(AffineOnlyRun))]
[JsonSerializable(typeof(InferenceRun))]
[JsonSerializable(typeof(LandscapeRun))]
[JsonSerializable(typeof(DepthRun))]
[JsonSerializable(typeof(GammaBetaRun))]
[JsonSerializable(typeof(RecipeRun))]
[JsonSerializable(typeof(SaturationRun))]
[JsonSerializable(typeof(RegressionRun))]
[JsonSerializable(typeof(ShiftRun))]
[JsonSerializable(typeof(TrainingOutcome))]
[JsonSerializable(typeof(TrainRun))]
internal sealed partial class RunJson : JsonSerializerContext
{
    public static IReadOnlyList<TRun> ReadAll<TRun>(IReadOnlyList<string> results, JsonTypeInfo<TRun> type)
    {
        try
        {
            return [.. results.Select(result => JsonSerializer.Deserialize(result, type) ?? throw new JsonException())];
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"the journal has a result that is damaged ({e.Message}). Without --resume the run begins anew.", e);
        }
    }
}

/// <summary>Doubles that read back equal; NaN and infinities are text.</summary>
internal sealed class DoubleConverter : JsonConverter<double>
{
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType == JsonTokenType.String
        ? double.TryParse(reader.GetString(), CultureInfo.InvariantCulture, out double value) ? value : throw new JsonException()
        : reader.GetDouble();

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        if (double.IsFinite(value)) writer.WriteRawValue(RoundTrip.Text(value));
        else writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
    }
}
