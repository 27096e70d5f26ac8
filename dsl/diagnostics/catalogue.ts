export type Severity = 'error' | 'warning';

export interface CatalogueEntry {
  readonly severity: Severity;
  /** What the code stands for and why it matters, in one sentence. */
  readonly about: string;
}

/**
 * Every problem that the tools can report, one row a code, grouped by the stage that finds it.
 * A code is a contract with editors, pipelines and documentation: rows are added, never renamed.
 */
export const CATALOGUE = {
  // ---- YAML text → documents ----
  'yaml-syntax': error('The text is not YAML, so the document cannot be read.'),
  'yaml-unclosed': error('A quote or a bracket opens and is never closed.'),
  'yaml-tab': error('A tab stands where YAML takes blanks alone.'),
  'yaml-indent': error('A line is indented further than the lines that it belongs to.'),
  'yaml-blank': error('A blank is missing after the colon of a key, so that YAML sees no key.'),
  'yaml-comment': error('A ` #` in an unquoted text starts a comment and cuts the text off there.'),
  'yaml-indicator': error(
    'The text starts with a character that means something else to YAML, so it needs quotes.',
  ),
  'yaml-tag': error(
    'A leading `!` makes the word a YAML tag and drops it from the text, so it needs quotes.',
  ),
  'yaml-comma': error(
    'Inside `{ }` and `[ ]` a comma ends an unquoted text, which splits an expression in two.',
  ),
  'yaml-colon': error('A `: ` in an unquoted text starts a new key, so the text needs quotes.'),
  'yaml-alias': error('Rules use no anchors and aliases: every rule reads alone.'),
  'yaml-duplicate-key': error('A key stands twice in one mapping, so one of its values would be lost.'),
  'yaml-too-large': error('A file or a line is larger than anybody writes, so it is not read any further.'),
  'yaml-too-deep': error('Lists and mappings stand inside each other deeper than anybody writes them.'),
  'yaml-encoding': error('A file is not a text in UTF-8, so some or all of its characters are lost.'),
  'yaml-bare-word': warning('Older YAML tools read a bare on, off, yes or no as true or false.'),

  // ---- documents → schemas ----
  'schema-unknown-field': error('The field is not one of this kind of document, so it would be ignored.'),
  'schema-missing-field': error('A field that this kind of document needs is missing.'),
  'schema-empty': error('A field stands without a value, so nothing is known of it.'),
  'schema-type': error('The value has another shape than the field takes.'),
  'schema-value': error('The value is not one of those that the field takes.'),
  'schema-spelling': error('A name is spelt with signs that names cannot have.'),
  'schema-range': error('A figure is smaller or greater than the field takes.'),
  'schema-conflict': error('Two fields of a document contradict each other.'),
  'schema-unknown-kind': error('The document is of no known kind.'),
  'schema-duplicate-id': error(
    'Two documents of one kind share an id, so a reference to it has no clear meaning.',
  ),
  'schema-duplicate-step': error('Two steps of a mission share an id, so neither can be told done.'),

  // ---- text → expression ----
  'expression-syntax': error('The text is no sentence of the expression language.'),
  'expression-foreign': error(
    'The spelling is another language’s; here the same thing is written differently.',
  ),
  'expression-open-text': error(
    'A text has no closing quote, so the rest of the expression would be part of it.',
  ),
  'expression-text-escape': error('A `\\` in a text is followed by something that has no special meaning.'),
  'expression-unknown-character': error('A character has no meaning in an expression.'),
  'expression-unknown-unit': error('A number is followed by a word that is no unit of measure.'),
  'expression-number': error('A number is larger than any that can be reckoned with.'),
  'expression-days': error('A span that is counted in whole days is given in something else.'),
  'expression-too-long': error(
    'The expression is too long to be read by a person, and to be bounded in cost.',
  ),
  'expression-too-deep': error(
    'The expression is nested too deeply to be read by a person, and to be bounded in cost.',
  ),
  'expression-too-costly': error(
    'Working the expression out costs more than the policy lets it, or its cost is not bounded.',
  ),

  // ---- names, types and units of an expression ----
  'name-not-here': error('A name is known, but not at this place.'),
  'name-is-stream': error('Events stand where a value is needed: what of them counts is not said.'),
  'function-unknown': error('A call names no function and no aggregate.'),
  'argument-count': error('A call has too many or too few arguments.'),
  'argument-wrong': error('An argument has a form that the function does not take.'),
  'argument-range': error('A figure in a call is outside of what the function takes.'),
  'type-mismatch': error('A value has another type than its place takes.'),
  'type-unordered': error('Values are compared by size that have no order, such as texts.'),
  'type-units': error('Two kinds of quantity are mixed, such as a data volume and a duration.'),
  'type-unit-missing': error('A plain figure stands where a quantity with a unit is needed.'),
  'type-condition': error('A condition is needed where a value stands that is neither true nor false.'),
  'value-not-listed': error('A text is compared with something that can never be that text.'),
  'missing-value': error(
    'A value may be missing where one must be there, so what counts then has to be said.',
  ),
  'never-missing': warning('A value is asked for its absence though it is always there.'),
  'never-true': warning('A condition can never be true.'),
  'percent-of-hundred': warning('A share is compared with points that go from 0 to 100.'),
  'division-by-zero': error('A division by zero never has a result.'),
  'aggregate-not-here': error('An aggregate stands where nothing is counted over time.'),
  'aggregate-stream': error('An aggregate does not start with a stream of events.'),
  'aggregate-attribute': error('An aggregate reads something that the events of its stream do not have.'),
  'aggregate-window': error('An aggregate looks at a span of time that it cannot keep.'),
  'window-missing': error('An aggregate does not say over which time it looks.'),
  'window-too-long': error('A window reaches back further than events are kept for.'),
  'window-not-whole': error('A window is not a whole number of days or hours.'),
  'window-not-here': error('A window belongs to a running mission, and there is none here.'),
  'aggregate-where': error(
    'The condition of an aggregate is missing, or not one that can be kept up to date.',
  ),
  'hold-not-here': error('A hold stands where its condition cannot be judged at every day close.'),
  'hold-too-long': error('A hold reaches back further than day closes are kept for.'),

  // ---- documents → program ----
  'name-unknown': error('A name stands for nothing that is known here.'),
  'name-unknown-type': error('A type or unit is none of those that values can have.'),
  'name-unknown-event': error('An event, family or derived stream is none of the catalogue.'),
  'name-unknown-attribute': error('Events of that type have no such attribute.'),
  'name-unknown-reference': error('A rule names a segment, category, budget or tag that does not exist.'),
  'name-unknown-zone': error('A time zone is none that is known.'),
  'name-taken': error('Two rules share a name in expressions, so that one would hide the other.'),
  'name-reserved': error(
    'A name is a word of the language, or one that every record of a program has already, such as `constructor`.',
  ),
  'name-circular': error('A rule is worked out from itself, so it has no value.'),
  'type-constant': error('The field takes a plain figure, not something that is worked out.'),
  'program-levels': error('Levels do not rise, so a higher one would be no harder than the one before it.'),
  'reward-negative': error('A reward is below zero, so that success would be punished.'),
  'figure-negative': error('A span of time is below zero, which has no meaning here.'),
  'figure-share': error('A share is not between 0% and 100%.'),
  'figure-thousands': warning(
    'A point stands where thousands are parted in other languages, and is read as that before decimals.',
  ),
  'figure-whole-days': warning('A span is counted in whole days here, so the given one is rounded.'),
  'was-in-use': error('A former id is still the id of a rule, so that two rules would hold one award.'),
  'was-twice': error('Two rules claim one former id, so it is open which takes over what it held.'),
  'parameter-date': error('A parameter’s value begins on a day that does not exist.'),
  'parameter-order': error('The days of a parameter’s values do not rise, so it is open which one holds.'),
  'table-column': error('A row of a table names a column that the table does not have.'),
  'table-result': error('A row of a table gives other results than the rest.'),
  'table-with': warning('A table says what is made of several rows, but only the first that fits counts.'),
  'table-gap': error('There are cases that no row of a table takes, so that it gives nothing there.'),
  'table-row-covered': warning('A row of a table never counts, since earlier rows take all of its cases.'),
  'story-order': warning('A step of a story stands below one that comes after it.'),
  'story-expects-nothing': warning('A story asks for nothing, so that it passes whatever the rules do.'),
  'mapping-event-refused': warning(
    'A mapping leads to an event that its kind of source never sends, so that such records are refused.',
  ),
  'reward-nothing': warning('What a mission brings comes to nothing.'),
  'program-no-policy': error('There is no policy, so nothing says how missions are allotted.'),
  'program-several-policies': error('There is more than one policy, so it is open which one counts.'),
  'program-score-reach': error(
    'A score depends on what the programme itself does, so it would inflate itself.',
  ),

  // ---- rules beside each other ----
  'condition-never': warning('A condition is true of no customer, so that what it decides never happens.'),
  'condition-always': warning('A condition is true of every customer, so that it decides nothing.'),
  'condition-implied': warning(
    'A condition follows from another that has to be met as well, so that it decides nothing.',
  ),
  'branch-never': warning('One side of an `if` is never taken, since its condition always comes out alike.'),
  'rule-never': error('A rule asks for what no customer ever is, so that it never works.'),
  'rule-duplicate': warning('Two rules say the same, so that a change of one would leave the other behind.'),
  'name-unused': warning('A name is given to something that no rule reads.'),
  'level-never': error('A level asks for what no customer ever is, so that nobody reaches it.'),
  'level-not-higher': warning(
    'Who reaches a level is at once on the next, so that there is one level too many.',
  ),
  'segment-covered': warning(
    'A mission never comes by one of its segments, since earlier ones take all of it.',
  ),
  'variant-covered': warning(
    'A variant of a mission is never given, since earlier ones take all its customers.',
  ),
  'mission-reached': error(
    'A mission is never given, since whoever could have it has already reached its goal.',
  ),
  'mission-crowded-out': warning(
    'Whoever could have a mission could have another one beside which the policy lets it never stand.',
  ),
  'policy-no-place': error('The policy leaves no place for a mission, so that it is never given.'),
  'policy-limit-unused': warning('A rule of the policy speaks of missions that there are not.'),
  'reward-over-budget': error('A single reward is more than the budget that it is paid from.'),
  'reward-beyond-budgets': warning('A reward that no budget bounds is more than any budget has.'),
  'rewards-over-budget': warning('One customer alone can earn more than the budget that it is paid from.'),
} as const satisfies Readonly<Record<string, CatalogueEntry>>;

export type DiagnosticCode = keyof typeof CATALOGUE;

function error(about: string): CatalogueEntry & { readonly severity: 'error' } {
  return { severity: 'error', about };
}

function warning(about: string): CatalogueEntry & { readonly severity: 'warning' } {
  return { severity: 'warning', about };
}
