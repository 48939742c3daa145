using System.CommandLine;
using System.CommandLine.Completions;
using BnLab.Experiments;

namespace BnLab.Cli;

/// <summary>
/// <c>bnlab completion</c>: a script that lets a shell complete commands, options and values. It asks this program for the
/// words each time, by a subcommand that help does not show, and so never gets out of date.
/// </summary>
internal static class CompletionCommand
{
    private static readonly Dictionary<string, string> Scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = """
            # bnlab's completion for bash. In ~/.bashrc: eval "$(bnlab completion bash)"
            _bnlab() {
              local IFS=$'\n' found
              found=($("${COMP_WORDS[0]}" completion words $((COMP_CWORD - 1)) -- "${COMP_WORDS[@]:1}" 2>/dev/null))
              COMPREPLY=()
              case "${found[0]}" in
                :files) ;; # bash's own, by -o default
                :folders) compopt +o default -o dirnames 2>/dev/null ;;
                *) compopt +o default 2>/dev/null; COMPREPLY=("${found[@]}") ;;
              esac
            }
            complete -o default -F _bnlab bnlab
            """,
        ["zsh"] = """
            #compdef bnlab
            # bnlab's completion for zsh. In ~/.zshrc, behind compinit: eval "$(bnlab completion zsh)"
            _bnlab() {
              local -a found
              found=("${(@f)$("${words[1]}" completion words $((CURRENT - 2)) -- "${(@)words[2,-1]}" 2>/dev/null)}")
              case "${found[1]}" in
                :files) _files ;;
                :folders) _files -/ ;;
                ?*) compadd -- "${found[@]}" ;;
              esac
            }
            compdef _bnlab bnlab
            """,
        ["fish"] = """
            # bnlab's completion for fish. In ~/.config/fish/config.fish: bnlab completion fish | source
            function _bnlab
              set -l typed (commandline -opc)
              set -l current (commandline -ct)
              set -l found ($typed[1] completion words (math (count $typed) - 1) -- $typed[2..-1] "$current" 2>/dev/null)
              switch "$found[1]"
                case :files
                  __fish_complete_path "$current"
                case :folders
                  __fish_complete_directories "$current" ""
                case '*'
                  string join \n -- $found
              end
            end
            complete -c bnlab -f -a '(_bnlab)'
            """,
        ["pwsh"] = """
            # bnlab's completion for PowerShell. In $PROFILE: bnlab completion pwsh | Out-String | Invoke-Expression
            Register-ArgumentCompleter -Native -CommandName bnlab -ScriptBlock {
              param($wordToComplete, $ast, $cursor)
              $typed = @($ast.CommandElements | Where-Object { $_.Extent.StartOffset -lt $cursor } | ForEach-Object { $_.ToString() })
              $at = if ($wordToComplete) { $typed.Count - 2 } else { $typed.Count - 1 }
              $rest = @($typed | Select-Object -Skip 1)
              & $typed[0] completion words $at '--' @rest 2>$null | Where-Object { $_ -notlike ':*' } | ForEach-Object { # without words the shell completes paths
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
              }
            }
            """,
    };

    public static Command Create()
    {
        var shells = new Argument<string>("SHELL") { Description = $"One of {string.Join(", ", Scripts.Keys)}.", CompletionSources = { Shells } };
        var completion = new ExampleCommand(
            "completion", "Print a script with which a shell completes commands, options and values; its first lines say where to put it.", "completion bash")
        {
            shells, Words(),
        };
        completion.SetAction(parse =>
        {
            string shell = parse.GetRequiredValue(shells);
            if (!Scripts.TryGetValue(shell, out string? script)) throw new OptionException("SHELL", shell, $"one of {string.Join(", ", Scripts.Keys)}");
            parse.InvocationConfiguration.Output.Write(script.ReplaceLineEndings("\n") + "\n"); // bash takes no other
            return ExitCode.Done;
        });
        return completion;

        static IEnumerable<string> Shells(CompletionContext context) => Scripts.Keys;
    }

    /// <summary>What the scripts call.</summary>
    private static ExampleCommand Words()
    {
        var at = new Argument<string>("POSITION") { Description = "Which of the words is completed, from 0." };
        var typed = new Argument<string[]>("WORD") { Description = "The words typed so far, behind --.", Arity = ArgumentArity.ZeroOrMore };
        var words = new ExampleCommand("words", "Print what a word of a command line may become.", "completion words 0 -- tr") { at, typed };
        words.Hidden = true;
        words.SetAction(parse =>
        {
            string position = parse.GetRequiredValue(at);
            if (!int.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out int index))
                throw new OptionException("POSITION", position, "a whole number");
            foreach (string word in Completion.Words(new CommandTable().Root([]), parse.GetValue(typed) ?? [], index))
            {
                parse.InvocationConfiguration.Output.Write(word + "\n");
            }

            return ExitCode.Done;
        });
        return words;
    }
}
