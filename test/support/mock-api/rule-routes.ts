import type { FastifyInstance } from 'fastify';
import { ROOT, problem } from './answers.ts';
import { PROGRAM, RELEASE } from './people.ts';
import { documentsOf, etagOf, readRuleFiles } from './rule-files.ts';

export function addRules(app: FastifyInstance, folder: string): void {
  let files = readRuleFiles(folder);
  let release = RELEASE;
  app.get(`${ROOT}/rules`, () => ({
    results: files.flatMap(documentsOf),
    files: files.map(file => file.file),
    program: PROGRAM,
    release,
    next_cursor: null,
  }));
  app.get(`${ROOT}/rules/files`, () => ({ results: files }));
  app.get<{ Params: { '*': string } }>(
    `${ROOT}/rules/files/*`,
    (request, reply) =>
      files.find(({ file }) => file === request.params['*']) ??
      reply.code(404).send(problem(404, 'Not Found', 'No such file.')),
  );
  app.put<{ Params: { '*': string }; Body: { text: string } }>(`${ROOT}/rules/files/*`, (request, reply) => {
    const file = request.params['*'];
    const known = files.find(candidate => candidate.file === file);
    if (known && request.headers['if-match'] !== known.etag) {
      return reply
        .code(412)
        .send(problem(412, 'Precondition Failed', `${file} was changed since you opened it.`));
    }
    const saved = { file, text: request.body.text, etag: etagOf(request.body.text) };
    files = files.map(candidate => (candidate.file === file ? saved : candidate));
    release += 1;
    return { file, etag: saved.etag, diagnostics: [], program: PROGRAM, release, published: true };
  });
  app.post<{ Body: { files: readonly { file: string; text: string; if_match?: string }[] } }>(
    `${ROOT}/rules/files`,
    (request, reply) => {
      const changes = request.body.files;
      const conflicts = changes.filter(change =>
        files.some(({ file, etag }) => file === change.file && etag !== change.if_match),
      );
      if (conflicts.length > 0) {
        const names = conflicts.map(({ file }) => file).join(', ');
        const refusal = problem(412, 'Precondition Failed', `${names} was changed since you opened it.`);
        return reply.code(412).send({ ...refusal, conflicts });
      }
      const saved = changes.map(({ file, text }) => ({ file, text, etag: etagOf(text) }));
      files = files.map(known => saved.find(({ file }) => file === known.file) ?? known);
      release += 1;
      return { files: saved, diagnostics: [], program: PROGRAM, release, published: true };
    },
  );
}
