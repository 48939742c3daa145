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
