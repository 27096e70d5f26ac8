/** Shown below the help of each command. */
export const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  serve: ['cairn serve', 'PORT=9000 DATA_DIR=/var/lib/cairn cairn serve'],
  check: [
    'cairn check',
    'cairn check rules/missions/engagement.yaml     in the company of the other rules',
    'cairn check --watch',
    'cairn check --format sarif > cairn.sarif        for code scanning',
    'cairn check --format github                     annotations in a GitHub workflow',
    'cairn check - --stdin-path rules/tiers.yaml < draft.yaml',
    'cairn check --explain type-units                what a code means',
  ],
  fmt: ['cairn fmt', 'cairn fmt --check', 'cairn fmt - < draft.yaml'],
  compile: ['cairn compile --format json > program.json', 'cairn compile rules/ extra-rules/'],
  test: [
    'cairn test',
    'cairn test --only "badge*" --watch',
    'cairn test --format junit --output junit.xml --threshold 90',
  ],
  decompile: ['echo \'{">=":[{"var":"scores.risk"},60]}\' | cairn decompile -'],
  explain: ['cairn explain mission.data_explorer --customer rules/tests/missions-engagement.yaml'],
  diff: [
    'cairn diff git:HEAD                             what the edits here change',
    'cairn diff rules/tiers.yaml                     this file, since the last commit',
    'cairn diff git:main git:autumn-campaign',
    'cairn diff rules/ ../other/rules/ --format json',
  ],
  init: ['cairn init', 'cairn init my-rules && cairn test my-rules'],
  publish: ['cairn publish'],
  backup: ['cairn backup /backups/cairn-$(date +%F).db'],
  replay: [
    'cairn replay --format json',
    'cairn replay --verify                           say what differs, and where',
    'cairn replay --repair --resume                  put it right, from where the last walk was stopped',
  ],
  demo: ['cairn demo --customers 500 --days 60 --seed 7'],
  completion: [
    'source <(cairn completion bash)',
    'cairn completion zsh > "${fpath[1]}/_cairn"',
    'cairn completion fish > ~/.config/fish/completions/cairn.fish',
  ],
};

export const EXIT_CODES = 'Exit code 0: fine, 1: problems were found, 2: called wrongly.';
