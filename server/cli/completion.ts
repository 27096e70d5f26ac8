import type { Command } from 'commander';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

interface Completed {
  readonly name: string;
  readonly description: string;
  readonly options: readonly CompletedOption[];
}

interface CompletedOption {
  readonly name: string;
  readonly description: string;
  readonly choices: readonly string[];
}

const WRITERS: Readonly<Record<Shell, (commands: readonly Completed[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

/** The script that makes a shell complete this program's commands, options and their values. */
export function completionScript(program: Command, shell: Shell): string {
  const commands = program.commands.map(command => ({
    name: command.name(),
    description: command.description(),
    options: command.options.map(({ long, description, argChoices }) => ({
      name: long ?? '',
      description,
      choices: argChoices ?? [],
    })),
  }));
  return WRITERS[shell](commands);
}

function bashScript(commands: readonly Completed[]): string {
  const options = commands.map(
    ({ name, options }) => `    ${name}) words="${options.map(option => option.name).join(' ')}" ;;`,
  );
  const values = valuesOf(commands).map(
    ([name, option, choices]) =>
      `    "${name} ${option}") COMPREPLY=($(compgen -W "${choices.join(' ')}" -- "$current")); return ;;`,
  );
  return `# cairn: completion for bash. Install: source <(cairn completion bash)
_cairn() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command="\${COMP_WORDS[1]}" words=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${commands.map(({ name }) => name).join(' ')}" -- "$current"))
    return
  fi
  case "$command $previous" in
${values.join('\n')}
  esac
  case "$command" in
${options.join('\n')}
  esac
  case "$current" in
    -*) COMPREPLY=($(compgen -W "$words" -- "$current")) ;;
    *) COMPREPLY=($(compgen -f -- "$current")) ;;
  esac
}
complete -o filenames -F _cairn cairn
`;
}

function zshScript(commands: readonly Completed[]): string {
  const list = commands.map(
    ({ name, description }) => `    ${quoted(`${name}:${description.replaceAll(':', '\\:')}`)}`,
  );
  const cases = commands.map(({ name, options }) => {
    const specs = options.map(option => {
      const about = option.description.replace(/[[\]:]/g, ' ');
      const values = option.choices.length === 0 ? '' : `:value:(${option.choices.join(' ')})`;
      return quoted(`${option.name}[${about}]${values}`);
    });
    return `    ${name}) _arguments ${[...specs, quoted('*:file:_files')].join(' ')} ;;`;
  });
  return `#compdef cairn
# cairn: completion for zsh. Install: cairn completion zsh > "\${fpath[1]}/_cairn"
_cairn() {
  local -a commands=(
${list.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command="$words[2]"
  shift words
  (( CURRENT -= 1 ))
  case "$command" in
${cases.join('\n')}
  esac
}
compdef _cairn cairn
`;
}

function fishScript(commands: readonly Completed[]): string {
  const lines = commands.flatMap(({ name, description, options }) => [
    `complete -c cairn -n __fish_use_subcommand -a ${name} -d ${quoted(description)}`,
    ...options.map(option => {
      const values = option.choices.length === 0 ? '' : ` -x -a ${quoted(option.choices.join(' '))}`;
      return `complete -c cairn -n '__fish_seen_subcommand_from ${name}' -l ${option.name.slice(2)}${values} -d ${quoted(option.description)}`;
    }),
  ]);
  return `# cairn: completion for fish. Install: cairn completion fish > ~/.config/fish/completions/cairn.fish
${lines.join('\n')}
`;
}

function valuesOf(commands: readonly Completed[]): readonly (readonly [string, string, readonly string[]])[] {
  return commands.flatMap(({ name, options }) =>
    options
      .filter(({ choices }) => choices.length > 0)
      .map(option => [name, option.name, option.choices] as const),
  );
}

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
