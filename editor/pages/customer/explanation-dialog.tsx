import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ExplainNode, Explanation } from '../../api/customer-types.ts';
import { queries } from '../../api/queries.ts';
import { buttonClass } from '../../components/button.tsx';
import { classNames } from '../../components/class-names.ts';
import { Dialog } from '../../components/dialog.tsx';
import { formatShare, wordsOf } from '../../components/format.ts';
import { Icon } from '../../components/icon.tsx';
import { ErrorState, Notice, Skeleton } from '../../components/states.tsx';
import { nodeState, nodeValue } from './explanation-words.ts';
import styles from './explanation.module.css';

interface ExplanationDialogProps {
  readonly customerId: string;
  /** `mission.data_explorer`, `score.risk`, `badge.power_user:silver`; nothing: closed. */
  readonly rule: string | undefined;
  readonly onClose: () => void;
}

/** Why (not): the gates in their order, then the deciding condition taken apart on its own text. */
export function ExplanationDialog({ customerId, rule, onClose }: ExplanationDialogProps) {
  const [kind = '', id = ''] = (rule ?? '').split('.');
  return (
    <Dialog
      open={rule !== undefined}
      onClose={onClose}
      look="drawer"
      title={`Why: ${wordsOf(id.replace(':', ', '))}`}
      note={`${wordsOf(kind)} for ${customerId}`}
    >
      {rule !== undefined && (
        <Body customerId={customerId} rule={rule} ruleDocument={`${kind}/${id.split(':')[0]}`} />
      )}
    </Dialog>
  );
}

interface BodyProps {
  readonly customerId: string;
  readonly rule: string;
  readonly ruleDocument: string;
}

function Body({ customerId, rule, ruleDocument }: BodyProps) {
  const explanation = useQuery(queries.explanation(customerId, rule));
  if (explanation.isPending) return <Skeleton heights={[44, 120, 160]} />;
  if (explanation.error)
    return <ErrorState error={explanation.error} onRetry={() => void explanation.refetch()} />;
  return (
    <div className={styles.body}>
      <Verdict explanation={explanation.data} />
      {explanation.data.gates.length > 0 && <Gates gates={explanation.data.gates} />}
      {explanation.data.tree && (
        <section>
          <h3>Its rule, taken apart</h3>
          <ul className={styles.tree}>
            <TreeNode node={explanation.data.tree} />
          </ul>
        </section>
      )}
      <Link to="/rules/$" params={{ _splat: ruleDocument }} className={buttonClass()}>
        Open the rule
      </Link>
    </div>
  );
}

function Verdict({ explanation }: { readonly explanation: Explanation }) {
  const look = explanation.met === true ? 'good' : explanation.met === false ? 'warn' : 'note';
  return <Notice look={look}>{explanation.verdict}</Notice>;
}

function Gates({ gates }: Pick<Explanation, 'gates'>) {
  const deciding = gates.findIndex(gate => !gate.passed);
  return (
    <section>
      <h3>Step by step</h3>
      <ol className={styles.gates}>
        {gates.map((gate, index) => (
          <li key={index} className={classNames(styles.gate, index === deciding && styles.deciding)}>
            <span className={gate.passed ? styles.met : styles.unmet}>
              <Icon name={gate.passed ? 'check' : 'close'} size={14} />
            </span>
            <span>
              <span className="visually-hidden">{gate.passed ? 'Passed: ' : 'Not passed: '}</span>
              {gate.sentence}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function TreeNode({ node }: { readonly node: ExplainNode }) {
  const state = nodeState(node);
  const value = nodeValue(node);
  return (
    <li>
      <div className={styles.node}>
        <span className={state === 'met' ? styles.met : state === 'not met' ? styles.unmet : styles.neutral}>
          {state === 'value' ? (
            ''
          ) : (
            <Icon name={state === 'met' ? 'check' : state === 'missing' ? 'info' : 'close'} size={14} />
          )}
        </span>
        <div>
          <code>{node.text}</code>
          <p className={styles.facts}>
            {state !== 'value' && <span>{state}</span>}
            {node.need ? <span>{node.need}</span> : value !== undefined && <span>is {value}</span>}
            {node.how_far !== undefined && node.how_far < 1 && (
              <span>{formatShare(node.how_far)} of the way</span>
            )}
          </p>
        </div>
      </div>
      {node.children.length > 0 && (
        <ul className={styles.tree}>
          {node.children.map((child, index) => (
            <TreeNode key={index} node={child} />
          ))}
        </ul>
      )}
    </li>
  );
}
