// @thinned/schema

export type ErrorClass = new (message: string, options?: ThinnedErrorOptions) => ThinnedError

export type ErrorCode = 'invalid-argument' | 'unknown-option' | 'invalid-data' | 'invalid-file' | 'mismatch' | 'not-finite' | 'out-of-memory' | 'unsupported' | 'in-use' | 'failed'

export class Fault extends Error {
  override readonly name = 'Fault'
  readonly path: string
  readonly value: unknown
  readonly takes: string
  readonly unknown: {
    readonly name: string
    readonly names: readonly string[]
  } | undefined
  constructor(path: string, value: unknown, takes: string, unknown?: Fault['unknown'])
}

export type Fields<T, Defaulted extends keyof T = never> = {
  readonly [Name in keyof T]-?: Schema<Name extends Defaulted ? Exclude<T[Name], undefined> : T[Name] | undefined>
}

export interface NumberRange {
  readonly from?: number
  readonly to?: number
  readonly above?: number
  readonly below?: number
}

export type OtherNames = Readonly<Record<string, string>>

export type Read<F extends Readonly<Record<string, Schema>>> = {
  readonly [Name in keyof F]: F[Name] extends Schema<infer T> ? T : never
}

export interface Schema<T = unknown> {
  readonly takes: string
  read(value: unknown, path: string): T
}

export class ThinnedError extends Error {
  override readonly name: string
  readonly code: ErrorCode
  constructor(message: string, options?: ThinnedErrorOptions)
}

export interface ThinnedErrorOptions {
  readonly code?: ErrorCode
  readonly cause?: unknown
}

export const boolean: Schema<boolean>

export function either<T>(...schemas: readonly Schema<T>[]): Schema<T>

export function formatValue(value: unknown): string

export function func<T>(takes?): Schema<T>

export function functionName(value: {
  readonly name: string
}): string

export function integer(range?: NumberRange, example?): Schema<number>

export function joined(words: readonly string[], last: 'and' | 'or'): string

export function list<T>(item: Schema<T>, takes?): Schema<readonly T[]>

export function nearest(name: string, names: readonly string[]): string | undefined

export function number(range?: NumberRange, example?): Schema<number>

export function object<F extends Readonly<Record<string, Schema>>>(fields: F): Schema<Read<F>>

export function oneOf<const T extends string | number | boolean>(...values: readonly T[]): Schema<T>

export function onlyOptions(caller: string, PackageError: ErrorClass, names: readonly string[], otherNames?: OtherNames): (given: object) => void

export function optional<T>(schema: Schema<T>): Schema<T | undefined>

export function options<F extends Readonly<Record<string, Schema>>>(caller: string, PackageError: ErrorClass, fields: F, otherNames?: OtherNames): (given: unknown) => Read<F>

export function parseState(text: string, name: string, PackageError: ErrorClass): unknown

export function readState<T>(schema: Schema<T>, state: unknown, name: string, PackageError: ErrorClass): T

export function record<T>(item: Schema<T>, takes?): Schema<Readonly<Record<string, T>>>

export const savedNumber: Schema<number>

export const text: Schema<string>

export function value<T>(takes: string, fits: (value: unknown) => boolean, advise?: (value: unknown) => string | undefined): Schema<T>

export function withDefault<T>(schema: Schema<T>, absent: T): Schema<T>
