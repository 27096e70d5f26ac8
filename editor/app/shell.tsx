import { useQuery } from '@tanstack/react-query';
import { Link, Outlet } from '@tanstack/react-router';
import { ApiError } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import type { Me } from '../api/types.ts';
import { Icon } from '../components/icon.tsx';
import type { IconName } from '../components/icon.tsx';
import { Logo } from './logo.tsx';
import { SignIn } from './sign-in.tsx';
import { ThemeSwitch } from './theme-switch.tsx';
import styles from './shell.module.css';

const LINKS: readonly { readonly to: string; readonly name: string; readonly icon: IconName }[] = [
  { to: '/', name: 'Overview', icon: 'overview' },
  { to: '/rules', name: 'Rules', icon: 'rules' },
  { to: '/customers', name: 'Customers', icon: 'customers' },
  { to: '/sources', name: 'Sources', icon: 'sources' },
];

/** The frame around every page: navigation, banner, theme. */
export function Shell() {
  const me = useQuery(queries.me());
  if (me.error instanceof ApiError && me.error.status === 401) return <SignIn />;
  return (
    <div className={styles.shell}>
      <a href="#main" className={styles.skip}>
        Skip to the content
      </a>
      <nav className={styles.rail} aria-label="Main">
        <Link to="/" className={styles.brand}>
          <Logo />
          <span>Cairn</span>
        </Link>
        <div className={styles.links}>
          {LINKS.map(link => (
            <Link
              key={link.to}
              to={link.to}
              className={styles.link}
              activeOptions={{ exact: link.to === '/', includeSearch: false }}
            >
              <Icon name={link.icon} size={18} />
              <span>{link.name}</span>
            </Link>
          ))}
        </div>
        <div className={styles.foot}>
          {me.data && <p className={styles.who}>{describe(me.data)}</p>}
          <ThemeSwitch />
        </div>
      </nav>
      <main id="main" tabIndex={-1} className={styles.main}>
        {me.data?.open_mode && <OpenModeBanner />}
        <Outlet />
      </main>
    </div>
  );
}

function OpenModeBanner() {
  return (
    <div className={styles.banner}>
      <Icon name="lock" size={14} />
      <p>
        <strong>Open mode:</strong> no keys are set, so everyone on this machine is an administrator.
      </p>
    </div>
  );
}

function describe(me: Me): string {
  return me.roles.length > 0 ? `${me.name} · ${me.roles.join(', ')}` : me.name;
}
