import type { NameInfo, Scope, Stream } from '../../check/scope.ts';
import type { ExpectedHere } from '../place/expected-at.ts';
import type { Suggestion } from '../types.ts';
import { fitOf, ranked } from './fit.ts';
import { typeWords } from './words.ts';

/** Every name that the place sees, by how its type fits. */
export function nameSuggestions(scope: Scope, expected: ExpectedHere): readonly Suggestion[] {
  const known = [...new Set(scope.names)].flatMap(name => {
    const info = scope.resolve(name);
    return info === undefined || info === 'circular' ? [] : [{ name, info }];
  });
  const own = known.filter(({ info }) => !isPlatform(info));
  const platform = known.filter(({ info }) => isPlatform(info));
  return ranked([...own, ...platform], ({ info }) => fitOf(info.type, expected)).map(({ name, info }) =>
    nameSuggestion(name, info),
  );
}

/** What the platform itself knows, such as `points_balance`, comes after what the rules define. */
function isPlatform({ logic }: NameInfo): boolean {
  return /^{"var":"(standing\.|first_seen)/.test(JSON.stringify(logic));
}

function nameSuggestion(name: string, { type, missing, description }: NameInfo): Suggestion {
  return {
    label: name,
    kind: 'name',
    insert: name,
    detail: typeWords(type, missing),
    ...(description === undefined ? {} : { documentation: description }),
  };
}

/** What the single event of a `where` has, and the figures of the mission that an attribute may equal. */
export function attributeSuggestions(
  stream: Stream,
  scope: Scope,
  expected: ExpectedHere,
): readonly Suggestion[] {
  const attributes = ranked(Object.entries(stream.attributes), ([, { type }]) => fitOf(type, expected));
  const fixed = expected.comparedWith === undefined ? [] : scope.fixedNames;
  return [
    ...attributes.map(([name, { type, missing, values }]): Suggestion => ({
      label: name,
      kind: 'attribute',
      insert: name,
      detail: typeWords(type, missing),
      ...(values === undefined || values.length === 0
        ? {}
        : { documentation: `One of ${values.join(', ')}.` }),
    })),
    ...fixed.map((name): Suggestion => ({
      label: name,
      kind: 'name',
      insert: name,
      detail: 'fixed by the mission',
    })),
  ];
}
