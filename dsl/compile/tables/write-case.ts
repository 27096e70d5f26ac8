import { isNoText, pickNumber, pickText } from '../../analysis/domains/index.ts';
import type { Domain } from '../../analysis/domains/index.ts';
import { writeNumber } from '../../decompile/write-literal.ts';
import type { TypeName } from '../../program/logic.ts';
import { printExpression } from '../../syntax/print-expression.ts';
import type { Column } from './columns.ts';
import type { Case } from './coverage.ts';

/** A case by example: `engagement = 70, segment = "hybrid"`; columns that do not matter are left out. */
export function writeCase(
  example: Case,
  columns: readonly Column[],
  matters: (index: number) => boolean,
): string {
  const parts = columns.flatMap((column, index) => {
    const domain = example[index];
    return domain === undefined || !matters(index) ? [] : [writeValue(domain, column)];
  });
  return parts.join(', ');
}

function writeValue(domain: Domain, { name, info }: Column): string {
  if (domain.yes || domain.no) return `${name} = ${String(domain.yes)}`;
  if (domain.numbers !== undefined) return `${name} = ${writeFigure(pickNumber(domain.numbers), info.type)}`;
  if (!isNoText(domain.texts)) return `${name} = ${JSON.stringify(pickText(domain.texts) ?? '')}`;
  return `${name} is missing`;
}

function writeFigure(value: number, type: TypeName): string {
  return printExpression(writeNumber(value, type, { start: 0, end: 0 }));
}
