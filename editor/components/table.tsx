import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './table.module.css';

export interface Column<Row> {
  readonly name: string;
  /** In place of the name, where it takes more than a word. */
  readonly header?: ReactNode;
  readonly number?: boolean;
  /** Left out where the page is narrow. */
  readonly secondary?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

interface TableProps<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row, index: number) => string | number;
  readonly middle?: boolean;
}

/** A data table that scrolls sideways in its own box where the page is narrow. */
export function Table<Row>({ caption, columns, rows, rowKey, middle }: TableProps<Row>) {
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={caption}>
      <table className={classNames(styles.table, styles.hover, middle && styles.middle)}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map(column => (
              <th key={column.name} scope="col" className={cellClass(column)}>
                {column.header ?? column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={rowKey(row, index)}>
              {columns.map(column => (
                <td key={column.name} className={cellClass(column)}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function cellClass<Row>({ number, secondary }: Column<Row>): string {
  return classNames(number && styles.number, secondary && styles.secondary);
}
