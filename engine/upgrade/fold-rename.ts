import type { BadgeState, Decisions, TemplateHistory } from '../state.ts';
import type { RenamedKind } from './renames.ts';

/** What is held under the former id goes on under the present one; where both hold something, nothing is lost. */
export function foldRename(decisions: Decisions, of: RenamedKind, from: string, to: string): Decisions {
  switch (of) {
    case 'mission':
      return renameMission(decisions, from, to);
    case 'badge':
      return { ...decisions, badges: renameBadges(decisions.badges, from, to) };
    case 'tier': {
      const { [from]: old, ...tiers } = decisions.tiers;
      return old === undefined ? decisions : { ...decisions, tiers: { [to]: old, ...tiers } };
    }
  }
}

/** Whether anything is held under the former id. */
export function holdsUnder(decisions: Decisions, of: RenamedKind, id: string): boolean {
  switch (of) {
    case 'mission':
      return id in decisions.templates || decisions.missions.some(({ template }) => template === id);
    case 'badge':
      return Object.keys(decisions.badges).some(key => key.startsWith(`${id}:`));
    case 'tier':
      return id in decisions.tiers;
  }
}

function renameMission(decisions: Decisions, from: string, to: string): Decisions {
  const { [from]: old, ...templates } = decisions.templates;
  const present = templates[to];
  return {
    ...decisions,
    missions: decisions.missions.map(mission =>
      mission.template === from ? { ...mission, template: to } : mission,
    ),
    templates: old === undefined ? templates : { ...templates, [to]: joinHistories(present, old) },
  };
}

/** Ordinals go on from the highest, so that no later mission is taken for one that there was. */
function joinHistories(present: TemplateHistory | undefined, old: TemplateHistory): TemplateHistory {
  if (present === undefined) return old;
  const notBefore = Math.max(present.not_before ?? 0, old.not_before ?? 0);
  return {
    ...present,
    ordinal: Math.max(present.ordinal, old.ordinal),
    ...(notBefore === 0 ? {} : { not_before: notBefore }),
  };
}

function renameBadges(badges: Decisions['badges'], from: string, to: string): Decisions['badges'] {
  const renamed: Record<string, BadgeState> = {};
  const old = Object.entries(badges).filter(([key]) => key.startsWith(`${from}:`));
  for (const [key, badge] of Object.entries(badges)) if (!key.startsWith(`${from}:`)) renamed[key] = badge;
  for (const [key, badge] of old) {
    const present = `${to}:${key.slice(from.length + 1)}`;
    renamed[present] = joinBadges(renamed[present], badge);
  }
  return renamed;
}

/** Held under either id it is held; what is held keeps its points. */
function joinBadges(present: BadgeState | undefined, old: BadgeState): BadgeState {
  if (present === undefined) return old;
  const held = present.awarded_at === undefined ? old : present;
  return { ...held, ordinal: Math.max(present.ordinal, old.ordinal) };
}
