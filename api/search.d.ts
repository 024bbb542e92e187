// @thinned/search

export interface Dimension<Value extends JsonValue = JsonValue> {
  readonly settings: JsonObject
  quantile(p: number): Value
  readonly bits?: 24 | 53
  gridValues(points: number): readonly Value[]
}

export interface FormatTrialsOptions {
  readonly rows?: number
}

export interface GridOptions {
  readonly points?: number
  readonly budget?: number
}

export type JsonObject = {
  readonly [name: string]: JsonValue
}

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | {
  readonly [name: string]: JsonValue
}

export type Mode = 'min' | 'max'

export interface PlannedTrial<Settings = JsonObject> {
  readonly round: number
  readonly index: number
  readonly budget: number
  readonly settings: Settings
}

export interface ProgressStream {
  write(text: string): unknown
  readonly isTTY?: boolean
}

export interface RandomOptions {
  readonly trials: number
  readonly budget?: number
}

export type SearchCallback = {
  [Kind in keyof SearchEvents]?: (event: SearchEvents[Kind]) => void | 'stop' | Promise<void | 'stop'>
}

export class SearchError extends ThinnedError {
  override readonly name = 'SearchError'
}

export interface SearchEvents {
  readonly start: {
    readonly trials: number
    readonly done: number
  }
  readonly report: {
    readonly trial: PlannedTrial
    readonly progress: JsonValue
  }
  readonly trial: {
    readonly record: TrialRecord
    readonly best: TrialRecord | undefined
    readonly done: number
    readonly trials: number
  }
  readonly stop: {
    readonly reason: StopReason
  }
}

export interface SearchOptions<S extends Space> {
  readonly trial: URL
  readonly space: S
  readonly strategy: Strategy
  readonly key: Key
  readonly mode?: Mode
  readonly workers?: number
  readonly trialSeconds?: number
  readonly log?: string
  readonly signal?: AbortSignal
  readonly callbacks?: readonly SearchCallback[]
}

export interface SearchResult<S extends Space> {
  readonly trials: readonly TrialRecord<SettingsOf<S>>[]
  readonly ranking: readonly TrialRecord<SettingsOf<S>>[]
  readonly best: TrialRecord<SettingsOf<S>> | undefined
  readonly stopped: StopReason
}

export type SettingsOf<S extends Space> = {
  readonly [Name in keyof S]: S[Name] extends Dimension<infer Value> ? Value : never
}

export type Space = {
  readonly [name: string]: Dimension
}

export type StopReason = 'finished' | 'aborted' | 'callback'

export interface Strategy {
  readonly name: string
  readonly settings: JsonObject
  total(space: Space): number
  round(search: StrategyContext, before: readonly (readonly TrialRecord[])[]): readonly PlannedTrial[]
}

export interface StrategyContext {
  readonly space: Space
  readonly key: Key
  readonly mode: Mode
}

export interface SuccessiveHalvingOptions {
  readonly trials: number
  readonly eta?: number
  readonly budget: {
    readonly first: number
    readonly last: number
  }
}

export type Trial<Settings = JsonObject> = (settings: Settings, context: TrialContext) => TrialResult | Promise<TrialResult>

export interface TrialContext {
  readonly budget: number
  readonly key: Key
  readonly index: number
  readonly round: number
  readonly signal: AbortSignal
  report(progress: JsonValue): void
}

export interface TrialRecord<Settings = JsonObject> extends PlannedTrial<Settings> {
  readonly value?: number
  readonly details?: JsonObject
  readonly error?: string
  readonly seconds: number
}

export type TrialResult = number | ({
  readonly value: number
} & {
  readonly [name: string]: JsonValue
})

export function choice<const Value extends JsonValue>(values: readonly Value[]): Dimension<Value>

export function formatTrials(trials: readonly TrialRecord<JsonObject>[], options?: FormatTrialsOptions): string

export function grid(options?: GridOptions): Strategy

export function integer(low: number, high: number): Dimension<number>

export function logUniform(low: number, high: number): Dimension<number>

export function random(options: RandomOptions): Strategy

export function rankTrials<Trial extends TrialRecord<unknown>>(trials: readonly Trial[], mode: Mode): Trial[]

export function search<const S extends Space>(options: SearchOptions<S>): Promise<SearchResult<S>>

export function searchProgress(stream: ProgressStream): SearchCallback

export function sensitivity(trials: readonly TrialRecord<JsonObject>[]): {
  readonly [setting: string]: number
}

export function successiveHalving(options: SuccessiveHalvingOptions): Strategy

export function uniform(low: number, high: number): Dimension<number>
