import type { Scope } from '../../check/scope.ts';
import { createLiteralScope } from '../../compile/expressions/literals.ts';
import type { DocumentPath, ExpressionText, LoadedDocument } from '../../documents/index.ts';
import type { Snapshot } from '../workspace.ts';

/** An expression of a readable document, where it stands. */
export interface ExpressionSite {
  readonly path: DocumentPath;
  readonly source: ExpressionText;
  readonly scope: Scope;
  /** What goes before the text to make it an expression: a campaign's trigger is the first argument of an aggregate. */
  readonly lead: string;
}

/** All expressions of a document, those that are not compiled as such included. */
export function expressionSites(document: LoadedDocument, snapshot: Snapshot): readonly ExpressionSite[] {
  const compiled = (snapshot.fields.get(document) ?? []).filter(({ shift }) => shift === 0);
  const latest = new Map(compiled.map(({ path, scope }) => [JSON.stringify(path), { path, scope }]));
  const further = furtherSites(document, snapshot.scope);
  return [
    ...[...latest.values()].map(({ path, scope }) => ({ path, scope, lead: '', asKey: false })),
    ...further,
  ].flatMap(({ path, scope, lead, asKey }) => {
    const { expression, key } = document.locate(path);
    const source = asKey ? key : expression;
    return source === undefined ? [] : [{ path, source, scope, lead }];
  });
}

interface FurtherSite {
  readonly path: DocumentPath;
  readonly scope: Scope;
  readonly lead: string;
  /** The key is the expression. */
  readonly asKey: boolean;
}

function furtherSites(document: LoadedDocument, scope: Scope): readonly FurtherSite[] {
  const site = (path: DocumentPath, more: Partial<FurtherSite> = {}): FurtherSite => ({
    path,
    scope,
    lead: '',
    asKey: false,
    ...more,
  });
  switch (document.kind) {
    case 'campaign':
      return document.value.trigger === undefined ? [] : [site(['trigger'], { lead: 'count(' })];
    case 'test': {
      const { given = {} } = document.value;
      return Object.keys(given).map(key => site(['given', key], { asKey: true }));
    }
    case 'source': {
      const mapping: unknown = document.value.event_mapping;
      const paths = Array.isArray(mapping)
        ? mapping.map((_, index) => ['event_mapping', index, 'event_type'])
        : [['event_mapping', 'event_type']];
      const record = createLiteralScope();
      return paths.map(path =>
        site(path, { scope: { ...record, allows: { ...record.allows, record: true } } }),
      );
    }
    default:
      return [];
  }
}
