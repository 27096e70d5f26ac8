import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SyntheticEvent } from 'react';
import { api, ApiError, storedKey, storeKey } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import type { Me } from '../api/types.ts';
import { Button } from '../components/button.tsx';
import { TextField } from '../components/field.tsx';
import { useTitle } from '../components/page.tsx';
import { errorText } from '../components/states.tsx';
import { Logo } from './logo.tsx';
import styles from './sign-in.module.css';

/** Asks for a key, kept until the tab is closed. */
export function SignIn() {
  useTitle('Sign in');
  const client = useQueryClient();
  const [key, setKey] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState(storedKey() ? 'This key is no longer accepted.' : undefined);

  async function submit(event: SyntheticEvent) {
    event.preventDefault();
    setBusy(true);
    storeKey(key.trim());
    try {
      client.setQueryData(queries.me().queryKey, await api.get<Me>('me/'));
      await client.invalidateQueries();
    } catch (problem) {
      storeKey(null);
      setError(
        problem instanceof ApiError && problem.status === 401 ? 'This key is not known.' : errorText(problem),
      );
      setBusy(false);
    }
  }

  return (
    <main className={styles.page}>
      <form className={styles.form} onSubmit={event => void submit(event)}>
        <div className={styles.brand}>
          <Logo size={28} />
          <h1>Sign in to Cairn</h1>
        </div>
        <TextField
          label="Key"
          type="password"
          autoComplete="current-password"
          required
          autoFocus
          value={key}
          error={error}
          hint="An administrator makes keys; the first one is the server's ADMIN_KEY."
          onChange={event => setKey(event.target.value)}
        />
        <Button look="primary" type="submit" busy={busy}>
          Sign in
        </Button>
      </form>
    </main>
  );
}
