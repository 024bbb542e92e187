// @thinned/report

export interface Axis {
  readonly label: string
  readonly unit?: string
  readonly scale?: 'linear' | 'log'
  readonly from?: number
  readonly to?: number
}

export type Block = HeadingBlock | TextBlock | ListBlock | TableBlock | PlotsBlock | PicturesBlock

export type ByName<T> = T | Readonly<Record<string, T>>

export interface HeadingBlock {
  readonly kind: 'heading'
  readonly text: string
}

export interface Line {
  readonly label: string
  readonly color: number | 'soft'
  readonly dash?: 'solid' | 'dashed' | 'dotted'
  readonly shape?: 'line' | 'bars' | 'marks'
  readonly points: readonly (readonly [
    number,
    number | null
  ])[]
}

export interface ListBlock {
  readonly kind: 'list'
  readonly items: readonly string[]
}

export type NamedRuns = Readonly<Record<string, Run>>

export interface PageOptions {
  readonly title: string
  readonly lead?: string | readonly (string | Block)[]
  readonly sections: readonly Section[]
}

export interface Picture {
  readonly pixels: Uint8Array
  readonly height: number
  readonly width: number
  readonly channels: 1 | 3
  readonly alt: string
  readonly caption: string
}

export interface PicturesBlock {
  readonly kind: 'pictures'
  readonly pictures: readonly Picture[]
  readonly size?: 'small' | 'large'
}

export interface Plot {
  readonly title: string
  readonly x: Axis
  readonly y: Axis
  readonly lines: readonly Line[]
}

export interface PlotsBlock {
  readonly kind: 'plots'
  readonly plots: readonly Plot[]
}

export type Prediction = ClassPrediction | FullClassPrediction | ValuePrediction | FullValuePrediction

export class ReportError extends ThinnedError {
  override readonly name = 'ReportError'
}

export interface ReportOptions {
  readonly title?: string
  readonly lead?: string | readonly (string | Block)[]
  readonly advice?: ByName<Advice>
  readonly test?: ReportTest
  readonly diagnosis?: ByName<Diagnosis>
  readonly sections?: readonly Section[]
  readonly settings?: Readonly<Record<string, string | number | boolean>>
}

export interface ReportTest {
  readonly data: Dataset
  readonly predictions: ByName<Prediction>
  readonly classNames?: readonly string[] | undefined
  readonly columnNames?: readonly string[] | undefined
  readonly cells?: ((example: number) => readonly string[]) | undefined
  readonly image?: {
    readonly height: number
    readonly width: number
    readonly channels?: 1 | 3
  } | undefined
  readonly shown?: number | undefined
  readonly scale?: {
    readonly mean: number
    readonly scale: number
  } | undefined
}

export interface Run {
  readonly history: readonly UnmeasuredEpochRecord[]
  readonly bestEpoch?: number
  readonly warnings?: readonly ModelWarning[]
}

export interface Section {
  readonly title: string
  readonly blocks: readonly Block[]
}

export interface TableBlock {
  readonly kind: 'table'
  readonly heads: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly align?: 'numbers' | 'text'
}

export interface TextBlock {
  readonly kind: 'text'
  readonly text: string
  readonly soft?: boolean
}

export function diagnosisSection(given: ByName<Diagnosis>): Section

export function page(options: PageOptions): string

export function report(run: Run | NamedRuns, options?: ReportOptions): string
