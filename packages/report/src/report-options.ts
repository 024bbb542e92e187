import type { Advice, Diagnosis } from '@thinned/diagnosis'
import {
  boolean,
  either,
  type Fields,
  list,
  number,
  optional,
  options,
  record,
  text,
  value,
  withDefault,
} from '@thinned/schema'
import type { Block, Section } from './page/block.ts'
import { lead, section } from './page/section-schema.ts'
import { ReportError } from './report-error.ts'
import { type CheckedReportTest, type ReportTest, reportTest } from './report-test.ts'

/** One for all networks, or one for each by the names of the runs. */
export type ByName<T> = T | Readonly<Record<string, T>>

export interface ReportOptions {
  /** Default 'What the training did'. */
  readonly title?: string
  /** Sentences and blocks under the title, before everything else. */
  readonly lead?: string | readonly (string | Block)[]
  /** What `advise` gave. */
  readonly advice?: ByName<Advice>
  readonly test?: ReportTest
  /** What `diagnose` gave. Two are put side by side. */
  readonly diagnosis?: ByName<Diagnosis>
  /** Sections of your own, shown after the others, before the settings. */
  readonly sections?: readonly Section[]
  /** What the run was made with, for the reader: { 'learning rate': 0.1 }. */
  readonly settings?: Readonly<Record<string, string | number | boolean>>
}

/** The options, with their defaults. */
export interface CheckedReportOptions {
  readonly title: string
  readonly lead: readonly (string | Block)[]
  readonly advice: ByName<Advice> | undefined
  readonly test: CheckedReportTest | undefined
  readonly diagnosis: ByName<Diagnosis> | undefined
  readonly sections: readonly Section[]
  readonly settings: Readonly<Record<string, string | number | boolean>> | undefined
}

/** @throws {ReportError} */
export const readReportOptions: (given: unknown) => CheckedReportOptions = /* @__PURE__ */ options(
  'report',
  ReportError,
  {
    title: withDefault(text, 'What the training did'),
    lead: withDefault(lead, []),
    advice: optional(
      value<ByName<Advice>>('what advise gives, or one for each name', (given) => Object(given) === given),
    ),
    test: optional(reportTest),
    diagnosis: optional(
      value<ByName<Diagnosis>>(
        'what await diagnose(…) gives, or one for each name',
        (given) => Object(given) === given,
      ),
    ),
    sections: withDefault(list(section, 'a list of sections { title, blocks }'), []),
    settings: optional(record(either<string | number | boolean>(text, number(), boolean))),
  } satisfies Fields<ReportOptions>,
)
