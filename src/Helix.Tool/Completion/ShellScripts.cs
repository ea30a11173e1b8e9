namespace Helix.Tool.Completion;

/// <summary>The scripts, each of which asks the tool itself what may come next. Where it has no answer the shell completes files.</summary>
internal static class ShellScripts
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["bash"] = """
            _helix() {
                local line="${COMP_LINE#* }"
                local point=$((COMP_POINT - ${#COMP_LINE} + ${#line}))
                local IFS=$'\n'
                COMPREPLY=($(compgen -W "$(helix "[suggest:$point]" "$line" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _helix helix

            """,
        ["zsh"] = """
            #compdef helix
            _helix() {
                local line="${LBUFFER#* }"
                local -a candidates
                candidates=("${(@f)$(helix "[suggest:${#line}]" "$line" 2>/dev/null)}")
                if [[ -n "$candidates" ]]; then
                    compadd -a candidates
                else
                    _files
                fi
            }
            (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }
            compdef _helix helix

            """,
        ["fish"] = """
            function __helix_complete
                set -l line (string replace -r '^\S+\s' '' -- (commandline -cp))
                set -l candidates (helix "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null)
                if test -n "$candidates"
                    printf '%s\n' $candidates
                else
                    __fish_complete_path (commandline -ct)
                end
            end
            complete -c helix -f -a '(__helix_complete)'

            """,
        ["pwsh"] = """
            Register-ArgumentCompleter -Native -CommandName helix -ScriptBlock {
                param($word, $ast, $position)
                $line = $ast.ToString() -replace '^\S+\s?', ''
                helix "[suggest:$($line.Length)]" "$line" 2>$null | Where-Object { $_ -like "$word*" } | ForEach-Object {
                    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
                }
            }

            """,
    };
}
