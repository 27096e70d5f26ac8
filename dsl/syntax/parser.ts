import { EmbeddedActionsParser } from 'chevrotain';
import type { IParserErrorMessageProvider, ParserMethod } from 'chevrotain';
import type { Arg, ComparisonOperator, Expr, Span, WindowWord as Word } from './ast.ts';
import {
  arithmeticNode,
  booleanNode,
  logicalNode,
  numberNode,
  percentNode,
  quantityNode,
  textNode,
} from './build-nodes.ts';
import { spanOf } from './tokens.ts';
import * as t from './tokens.ts';

type Rule<Result> = ParserMethod<[], Result>;

/** A trigger as a campaign writes it: `mission.assigned where level = "c"`. */
export interface StreamExpr {
  readonly stream: Expr;
  readonly where?: Expr;
}

const COMPARISONS = [t.Equal, t.NotEqual, t.Less, t.LessEqual, t.Greater, t.GreaterEqual];

/** The words are chosen later, with the tokens around at hand; here only the expected token's label is kept. */
const parserMessages: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected }) => expected.LABEL ?? expected.name,
  buildNotAllInputParsedMessage: () => '',
  buildNoViableAltMessage: () => '',
  buildEarlyExitMessage: () => '',
};

/** The grammar, loosest first; each rule gives the finished node. */
export class ExpressionParser extends EmbeddedActionsParser {
  constructor() {
    super([...t.ALL_TOKENS], {
      maxLookahead: 2,
      recoveryEnabled: false,
      errorMessageProvider: parserMessages,
    });
    this.performSelfAnalysis();
  }

  readonly stream: Rule<StreamExpr> = this.RULE('stream', (): StreamExpr => {
    const stream = this.SUBRULE(this.primary);
    const where = this.OPTION(() => {
      this.CONSUME(t.Where);
      return this.SUBRULE(this.disjunction);
    });
    return where === undefined ? { stream } : { stream, where };
  });

  readonly expression: Rule<Expr> = this.RULE('expression', (): Expr =>
    this.OR([{ ALT: () => this.SUBRULE(this.conditional) }, { ALT: () => this.SUBRULE(this.disjunction) }]),
  );

  private readonly conditional: Rule<Expr> = this.RULE('conditional', (): Expr => {
    const start = this.start();
    this.CONSUME(t.If);
    const condition = this.SUBRULE(this.disjunction);
    this.CONSUME(t.Then);
    const then = this.SUBRULE(this.expression);
    this.CONSUME(t.Else);
    const otherwise = this.SUBRULE2(this.expression);
    return { kind: 'if', span: this.from(start), condition, then, else: otherwise };
  });

  private readonly disjunction: Rule<Expr> = this.RULE('disjunction', (): Expr => {
    const start = this.start();
    const operands = [this.SUBRULE(this.conjunction)];
    this.MANY(() => {
      this.CONSUME(t.Or);
      operands.push(this.SUBRULE2(this.conjunction));
    });
    return logicalNode('or', operands, this.from(start));
  });

  private readonly conjunction: Rule<Expr> = this.RULE('conjunction', (): Expr => {
    const start = this.start();
    const operands = [this.SUBRULE(this.negation)];
    this.MANY(() => {
      this.CONSUME(t.And);
      operands.push(this.SUBRULE2(this.negation));
    });
    return logicalNode('and', operands, this.from(start));
  });

  private readonly negation: Rule<Expr> = this.RULE('negation', (): Expr => {
    const start = this.start();
    const negated = this.OPTION(() => this.CONSUME(t.Not)) !== undefined;
    const operand = this.SUBRULE(this.held);
    return negated ? { kind: 'not', span: this.from(start), operand } : operand;
  });

  private readonly held: Rule<Expr> = this.RULE('held', (): Expr => {
    const start = this.start();
    const condition = this.SUBRULE(this.test);
    const hold = this.OPTION(() => {
      const operator = this.OR<'for' | 'within'>([
        { ALT: () => (this.CONSUME(t.For), 'for') },
        { ALT: () => (this.CONSUME(t.Within), 'within') },
      ]);
      return { operator, days: Number.parseFloat(this.CONSUME(t.Quantity).image) };
    });
    return hold === undefined ? condition : { kind: 'hold', span: this.from(start), condition, ...hold };
  });

  private readonly test: Rule<Expr> = this.RULE('test', (): Expr => {
    const start = this.start();
    const left = this.SUBRULE(this.value);
    let result = left;
    this.OPTION(() => {
      this.OR([
        { ALT: () => (result = this.comparison(left, start)) },
        { ALT: () => (result = this.betweenBounds(left, start)) },
        { ALT: () => (result = this.membership(left, start)) },
        { ALT: () => (result = this.missingTest(left, start)) },
      ]);
    });
    return result;
  });

  private comparison(left: Expr, start: number): Expr {
    const operator = this.OR2(COMPARISONS.map(token => ({ ALT: () => this.CONSUME(token).image })));
    const right = this.SUBRULE2(this.value);
    return { kind: 'compare', span: this.from(start), operator: operator as ComparisonOperator, left, right };
  }

  private betweenBounds(value: Expr, start: number): Expr {
    this.CONSUME(t.Between);
    const low = this.SUBRULE3(this.value);
    this.CONSUME(t.And);
    const high = this.SUBRULE4(this.value);
    return { kind: 'between', span: this.from(start), value, low, high };
  }

  private membership(value: Expr, start: number): Expr {
    const negated = this.OPTION2(() => this.CONSUME(t.Not)) !== undefined;
    this.CONSUME(t.In);
    this.CONSUME(t.OpenList);
    const items: Expr[] = [];
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => items.push(this.SUBRULE5(this.value)) });
    this.CONSUME(t.CloseList);
    return { kind: 'in', span: this.from(start), negated, value, items };
  }

  private missingTest(value: Expr, start: number): Expr {
    this.CONSUME(t.Is);
    const negated = this.OPTION3(() => this.CONSUME2(t.Not)) !== undefined;
    this.CONSUME(t.Missing);
    return { kind: 'isMissing', span: this.from(start), negated, value };
  }

  private readonly value: Rule<Expr> = this.RULE('value', (): Expr => {
    const start = this.start();
    let value = this.SUBRULE(this.sum);
    this.MANY(() => {
      this.CONSUME(t.Otherwise);
      const fallback = this.SUBRULE(this.unary);
      value = { kind: 'otherwise', span: this.from(start), value, fallback };
    });
    return value;
  });

  private readonly sum: Rule<Expr> = this.RULE('sum', (): Expr => {
    const start = this.start();
    let left = this.SUBRULE(this.product);
    this.MANY(() => {
      const operator = this.OR([{ ALT: () => this.CONSUME(t.Plus) }, { ALT: () => this.CONSUME(t.Minus) }]);
      const right = this.SUBRULE2(this.product);
      left = arithmeticNode(operator, left, right, this.from(start));
    });
    return left;
  });

  private readonly product: Rule<Expr> = this.RULE('product', (): Expr => {
    const start = this.start();
    let left = this.SUBRULE(this.unary);
    this.MANY(() => {
      const operator = this.OR([{ ALT: () => this.CONSUME(t.Times) }, { ALT: () => this.CONSUME(t.Divide) }]);
      const right = this.SUBRULE2(this.unary);
      left = arithmeticNode(operator, left, right, this.from(start));
    });
    return left;
  });

  private readonly unary: Rule<Expr> = this.RULE('unary', (): Expr => {
    const start = this.start();
    const negated = this.OPTION(() => this.CONSUME(t.Minus)) !== undefined;
    const operand = this.SUBRULE(this.primary);
    return negated ? { kind: 'negate', span: this.from(start), operand } : operand;
  });

  private readonly primary: Rule<Expr> = this.RULE('primary', (): Expr =>
    this.OR<Expr>([
      { ALT: () => numberNode(this.CONSUME(t.NumberLiteral)) },
      { ALT: () => quantityNode(this.CONSUME(t.Quantity)) },
      { ALT: () => percentNode(this.CONSUME(t.Percent)) },
      {
        ALT: () => {
          const token = this.CONSUME(t.Text);
          return this.ACTION(() => textNode(token));
        },
      },
      { ALT: () => booleanNode(this.CONSUME(t.True), true) },
      { ALT: () => booleanNode(this.CONSUME(t.False), false) },
      { ALT: () => ({ kind: 'now', span: spanOf(this.CONSUME(t.Now)) }) },
      { ALT: () => this.SUBRULE(this.reference) },
      {
        ALT: () => {
          this.CONSUME(t.Open);
          const inner = this.SUBRULE(this.expression);
          this.CONSUME(t.Close);
          return inner;
        },
      },
    ]),
  );

  private readonly reference: Rule<Expr> = this.RULE('reference', (): Expr => {
    const start = this.start();
    const name = this.CONSUME(t.Path);
    const args = this.OPTION(() => this.SUBRULE(this.args));
    if (args === undefined) return { kind: 'path', span: spanOf(name), names: name.image.split('.') };
    return { kind: 'call', span: this.from(start), name: name.image, nameSpan: spanOf(name), args };
  });

  private readonly args: Rule<readonly Arg[]> = this.RULE('args', (): readonly Arg[] => {
    const args: Arg[] = [];
    this.CONSUME(t.Open);
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => args.push(this.SUBRULE(this.argument)) });
    this.CONSUME(t.Close);
    return args;
  });

  private readonly argument: Rule<Arg> = this.RULE('argument', (): Arg => {
    const start = this.start();
    return this.OR<Arg>([
      {
        ALT: () => {
          const word = this.CONSUME(t.WindowWord);
          return { kind: 'window', span: spanOf(word), word: word.image as Word };
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Last);
          const count = Number(this.CONSUME(t.NumberLiteral).image);
          return { kind: 'last', span: this.from(start), count };
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Forgive);
          const count = Number(this.CONSUME2(t.NumberLiteral).image);
          this.CONSUME(t.Per);
          const days = Number.parseFloat(this.CONSUME(t.Quantity).image);
          return { kind: 'forgive', span: this.from(start), count, days };
        },
      },
      {
        ALT: () => {
          const value = this.SUBRULE(this.expression);
          const where = this.OPTION(() => {
            this.CONSUME(t.Where);
            return this.SUBRULE(this.disjunction);
          });
          const span = this.from(start);
          return where === undefined ? { kind: 'value', span, value } : { kind: 'value', span, value, where };
        },
      },
    ]);
  });

  private start(): number {
    return this.LA(1).startOffset;
  }

  /** From `start` to the end of the last token read. */
  private from(start: number): Span {
    return { start, end: spanOf(this.LA(0)).end };
  }
}
