import type { DocumentValues } from '../../dsl/documents/schemas/index.ts';
import type { Program } from '../../dsl/program/program.ts';
import type { Engine, EngineOptions } from '../index.ts';
import type { Scalar } from '../logic/index.ts';
import type { Entry, Release, Snapshot } from '../model.ts';
import type { ExplainNode, ExplanationView } from '../views.ts';

export type TestValue = DocumentValues['test'];

/** Makes the engine that a scenario runs on; `createEngine` itself. */
export type EngineFactory = (program: Program, release: Release, options?: EngineOptions) => Engine;

/** Something that an expectation reads, with the named rule of the extended program that gives it. */
export interface Reading {
  readonly rule: string;
  readonly text: string;
}

/** One line of `expect`, with the readings that explain its outcome. */
export interface Expectation extends Reading {
  readonly parts: readonly Reading[];
}

/** A test document made ready to run: its expectations are named rules of the program it runs on. */
export interface Scenario {
  readonly id: string;
  readonly name: string;
  readonly test: TestValue;
  /** By step, as in the document; empty where a step expects nothing. */
  readonly expectations: readonly (readonly Expectation[])[];
}

export interface SeenValue {
  readonly text: string;
  /** Quantities in their base; null is missing. */
  readonly value: Scalar;
  /** As a person says it: `400 MB`. */
  readonly shown: string;
}

export interface ExpectationResult {
  readonly text: string;
  /** As written: `day 3 09:00`. */
  readonly at: string;
  /** Index of the step in the document. */
  readonly step: number;
  /** Which of the step's expectations, from 0. */
  readonly index: number;
  readonly passed: boolean;
  /** What the parts of the condition were then. */
  readonly seen: readonly SeenValue[];
  /** Where it failed: the condition taken apart. */
  readonly explanation?: ExplainNode;
  /** Where it failed: the rules that it names, with why they are as they are. */
  readonly about?: readonly ExplanationView[];
}

/** A step that could not be played, such as an event type that does not exist, or something given that cannot be. */
export interface ScenarioProblem {
  readonly step: number;
  /** Where it stands in the document. */
  readonly path: readonly (string | number)[];
  readonly at: string;
  readonly message: string;
}

export interface ScenarioResult {
  readonly id: string;
  readonly name: string;
  readonly passed: boolean;
  readonly expectations: readonly ExpectationResult[];
  readonly problems: readonly ScenarioProblem[];
  /** The customer as the story leaves it, with its journal. */
  readonly snapshot: Snapshot | null;
  readonly entries: readonly Entry[];
}
