import { formatFile } from '../../dsl/format/index.ts';
import { decisionOfLive } from '../presenters/decision.ts';
import { showCustomerRow } from '../presenters/customer.ts';
import { notFound, ProblemError } from '../problem.ts';
import { closed, PageQuery } from '../schemas/common.ts';
import { CustomersList } from '../schemas/customers.ts';
import { DecompileAnswer, DecompileBody } from '../schemas/decompile.ts';
import {
  CheckRulesAnswer,
  CheckRulesBody,
  FileParams,
  FormatRuleAnswer,
  FormatRuleBody,
  RuleDetail,
  RuleFile,
  RuleFilesList,
  RuleParams,
  RulesList,
  SegmentsList,
  TiersList,
  WriteFileAnswer,
  WriteFileBody,
  WriteFileQuery,
  WriteFilesAnswer,
  WriteFilesBody,
} from '../schemas/rules.ts';
import { TestRulesAnswer, TestRulesBody } from '../schemas/rule-tests.ts';
import type { Services } from '../services/index.ts';
import { rowsBy } from '../services/stats.ts';
import type { App } from '../type-provider.ts';
import { Type } from 'typebox';
import { list, pageOf, whole } from './route.ts';

const tags = ['Rules'];

export function ruleRoutes(app: App, { rules, releases, context, decompile }: Services): void {
  const { store } = context;

  app.get(
    '/rules/',
    { schema: { tags, summary: 'All rule documents', response: { 200: RulesList } } },
    async () => ({ ...(await rules.list()), ...decisionOfLive(releases.live()), next_cursor: null }),
  );
  app.get(
    '/rules/:rule/',
    {
      schema: {
        tags,
        summary: 'One rule: its text and what it compiles to',
        params: RuleParams,
        response: { 200: RuleDetail },
      },
    },
    async ({ params }) => ({ ...(await rules.one(params.rule)), ...decisionOfLive(releases.live()) }),
  );
  app.get(
    '/rules/files/',
    { schema: { tags, summary: 'All rule files', response: { 200: RuleFilesList } } },
    async () => whole(await rules.files()),
  );
  app.get(
    '/rules/files/*',
    { schema: { tags, summary: 'One rule file', params: FileParams, response: { 200: RuleFile } } },
    async ({ params }, reply) => {
      const file = await rules.file(pathOf(params['*']));
      return reply.header('ETag', file.etag).send(file);
    },
  );
  app.put(
    '/rules/files/*',
    {
      schema: {
        tags,
        summary: 'Write a rule file; without errors it goes live',
        description:
          'If-Match carries the ETag that was read. force=draft keeps a text that has errors; nothing goes live then.',
        params: FileParams,
        querystring: WriteFileQuery,
        body: WriteFileBody,
        response: { 200: WriteFileAnswer },
      },
    },
    async ({ params, query, body, headers }, reply) => {
      const change = { file: pathOf(params['*']), text: body.text, ifMatch: headers['if-match'] ?? null };
      const { live, files, diagnostics, published } = await rules.write([change], query.force === 'draft');
      const [written = { file: change.file, etag: '' }] = files;
      return reply
        .header('ETag', written.etag)
        .send({ ...written, diagnostics: [...diagnostics], published, ...decisionOfLive(live) });
    },
  );
  app.post(
    '/rules/files/',
    {
      schema: {
        tags,
        summary: 'Write several rule files at once, all or none; without errors they go live as one release',
        description:
          'What belongs together, such as a new name and everything that uses it. A file that was changed since it was read refuses all, and conflicts names it; draft keeps texts that have errors.',
        body: WriteFilesBody,
        response: { 200: WriteFilesAnswer },
      },
    },
    async ({ body }) => {
      const changes = body.files.map(({ file, text, if_match: ifMatch = null }) => ({ file, text, ifMatch }));
      const { live, files, diagnostics, published } = await rules.write(changes, body.draft === true);
      return {
        files: [...files],
        diagnostics: [...diagnostics],
        published,
        ...decisionOfLive(live),
      };
    },
  );
  app.post(
    '/rules/check/',
    {
      schema: {
        tags,
        summary: 'Check the rules, with changed files laid over',
        body: CheckRulesBody,
        response: { 200: CheckRulesAnswer },
      },
    },
    request => rules.check(request.body.files ?? []),
  );

  app.post(
    '/rules/decompile/',
    {
      schema: {
        tags,
        summary: 'The text of a rule that is given as JSONLogic',
        description:
          'The logic is checked as an author’s text is; what is wrong, or has no text, is named with its place.',
        body: DecompileBody,
        response: { 200: DecompileAnswer },
      },
    },
    async ({ body }) => {
      const live = releases.live();
      const { expression, exact, warnings } = decompile(body.logic, body.wanted ?? 'condition', live);
      return { ...expression, exact, warnings: [...warnings], program: live.program.hash };
    },
  );
  app.post(
    '/rules/test/',
    {
      schema: {
        tags,
        summary: "Play the rules' own stories, with changed files laid over",
        body: TestRulesBody,
        response: { 200: TestRulesAnswer },
      },
    },
    ({ body: { files = [], only, coverage = false } }) =>
      rules.test(files, { coverage, ...(only === undefined ? {} : { only }) }),
  );
  app.post(
    '/rules/format/',
    {
      schema: {
        tags,
        summary: 'A rule file in its canonical form; nothing is written',
        body: FormatRuleBody,
        response: { 200: FormatRuleAnswer },
      },
    },
    async ({ body: { path = 'rules.yaml', text } }) => {
      const formatted = formatFile({ path, text });
      return { ...formatted, changed: formatted.text !== text, diagnostics: [...formatted.diagnostics] };
    },
  );

  app.get(
    '/segments/',
    {
      schema: {
        tags,
        summary: 'Segments and how many customers are in them',
        response: { 200: SegmentsList },
      },
    },
    async () => {
      const counts = await rowsBy(store, { of: 'segments' });
      return whole(
        releases.live().program.segments.map(({ id, name, description = '', when }) => ({
          id,
          name,
          description,
          when: when.text,
          customers: counts.get(id) ?? 0,
        })),
      );
    },
  );
  app.get(
    '/segments/:id/customers/',
    {
      schema: {
        tags,
        summary: "A segment's customers",
        params: Type.Object({ id: Type.String() }),
        querystring: Type.Object(PageQuery, closed),
        response: { 200: CustomersList },
      },
    },
    async ({ params, query }) => {
      const { segments } = releases.live().program;
      if (!segments.some(segment => segment.id === params.id)) {
        const names = segments.map(segment => segment.id).join(', ');
        throw notFound(`There is no segment "${params.id}". The segments are: ${names}.`);
      }
      const page = await store.audience({ ...pageOf(query), segment: params.id });
      return list({ results: page.results.map(showCustomerRow), next: page.next });
    },
  );
  app.get(
    '/tiers/',
    { schema: { tags, summary: 'Tiers and how many customers are on each', response: { 200: TiersList } } },
    async () => {
      const counts = await rowsBy(store, { of: 'tiers' });
      return whole(
        releases.live().program.tiers.flatMap(({ id, name, levels }) =>
          levels.map(({ id: level, when }) => ({
            id,
            level,
            name,
            when: when?.text ?? '',
            customers: counts.get(level) ?? 0,
          })),
        ),
      );
    },
  );
}

/** The wildcard holds what follows the prefix, with the slash that is accepted at the end of every path. */
function pathOf(wildcard: string | undefined): string {
  const path = (wildcard ?? '').replace(/\/$/, '');
  if (path !== '') return path;
  throw new ProblemError('invalid', 'Name a file.');
}
