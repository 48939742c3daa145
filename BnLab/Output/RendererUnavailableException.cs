namespace BnLab.Output;

/// <summary>A renderer cannot work on this machine: its native library or a font is missing. The message is one line.</summary>
public sealed class RendererUnavailableException : Exception
{
    /// <summary>Says nothing.</summary>
    public RendererUnavailableException()
    {
    }

    /// <summary>Says what is missing.</summary>
    /// <param name="message">One line.</param>
    public RendererUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>Says what is missing, and how that was noticed.</summary>
    /// <param name="message">One line.</param>
    /// <param name="innerException">What the runtime said.</param>
    public RendererUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
