// @thinned/data

export type Ambiguous = 'error' | 'category'

export type ArrayRole = 'inputs' | 'targets' | 'weights'

export interface ArrayScaler {
  readonly state: ArrayScales
  apply<D extends Dataset>(dataset: D): D
  invert(values: NdArray<Float32Array>): NdArray<Float32Array>
  invertVariance(variances: NdArray<Float32Array>): NdArray<Float32Array>
}

export interface ArrayScales {
  readonly of: 'inputs' | 'targets'
  readonly shape: readonly number[]
  readonly means: readonly number[]
  readonly scales: readonly number[]
}

export type Arrays<T extends NdArray = NdArray> = T | Readonly<Record<string, T>>

export interface AugmentOptions {
  readonly outside?: Outside
}

export interface Augmentation {
  readonly kind: string
  readonly settings: Readonly<Record<string, number | string | boolean>>
  warp?(coordinates: Coordinates, size: ImageSize, key: Key): void
  adjust?(image: Float32Array, size: ImageSize, key: Key): void
}

export type BatchSource<Inputs extends Arrays = Values, Targets extends Arrays = Values> = Omit<DataSource<Inputs, Targets>, 'fingerprint'>

export interface BlobsOptions {
  readonly size: number
  readonly classes?: number
  readonly features?: number
  readonly spread?: number
  readonly centers?: readonly (readonly number[])[]
  readonly key: Key
}

export interface CategoryColumn {
  readonly kind: 'category'
  readonly name: string
  readonly codes: Int32Array
  readonly categories: readonly string[]
}

export type Cell = number | string | boolean | bigint | null | undefined

export interface CharacterTask {
  readonly train: Sequences
  readonly validation: Sequences
  readonly vocabulary: Vocabulary
}

export interface CharacterTaskOptions {
  readonly size: number
  readonly time: number
  readonly validation?: number
  readonly key: Key
}

export interface CharacterWindowsOptions {
  readonly vocabulary: Vocabulary
  readonly time: number
  readonly stride?: number
  readonly name?: string
}

export interface CirclesOptions {
  readonly size: number
  readonly factor?: number
  readonly noise?: number
  readonly key: Key
}

export type Classified = Dataset<NdArray<Float32Array>, NdArray<Int32Array>> & {
  readonly classes: number
}

export type Column = NumberColumn | CategoryColumn

export type ColumnType = 'number' | 'category' | readonly string[]

export interface Coordinates {
  readonly x: Float64Array
  readonly y: Float64Array
}

export interface CsvOptions {
  readonly name?: string
  readonly delimiter?: string
  readonly names?: readonly string[] | ((firstRow: readonly string[]) => readonly string[])
  readonly types?: Readonly<Record<string, ColumnType>>
  readonly ambiguous?: Ambiguous
  readonly missing?: readonly string[]
}

export class DataError extends ThinnedError {
  override readonly name: string
}

export interface DataSource<Inputs extends Arrays = Values, Targets extends Arrays = Values> {
  readonly name: string
  readonly size: number
  readonly classes?: number
  readonly classNames?: readonly string[]
  readonly inputShape: ShapeOf<Inputs>
  readonly targetShape: ShapeOf<Targets>
  readonly fingerprint: string
  fetch(rows: ArrayLike<number>, key?: Key, options?: FetchOptions): Promise<Dataset<Inputs, Targets>>
}

export interface Dataset<Inputs extends Arrays = Values, Targets extends Arrays = Values> {
  readonly name: string
  readonly inputs: Inputs
  readonly targets: Targets
  readonly classes?: number
  readonly classNames?: readonly string[]
  readonly weights?: NdArray<Float32Array>
}

export interface DigitsOptions {
  readonly size: number
  readonly key: Key
  readonly start?: number
  readonly name?: string
}

export interface ElasticOptions {
  readonly strength?: number
  readonly smoothness?: number
}

export interface FetchOptions {
  readonly signal?: AbortSignal
}

export interface FittedColumn {
  readonly name: string
  readonly kind: Column['kind']
  readonly target: boolean
  readonly categories?: readonly string[]
  readonly steps: readonly StepState[]
}

export interface FittedPreprocess {
  readonly state: PreprocessState
  readonly types: Readonly<Record<string, Column['kind']>>
  readonly classNames?: readonly string[]
  apply(table: Table | readonly Row[]): Table
  dataset(table: Table | readonly Row[]): TableDataset
  inputs(table: Table | readonly Row[]): NdArray<Float32Array>
}

export interface FlipOptions {
  readonly axis?: 'x' | 'y'
  readonly chance?: number
}

export interface FormatCsvOptions {
  readonly types?: Readonly<Record<string, ColumnType>>
}

export interface Friedman1Options {
  readonly size: number
  readonly features?: number
  readonly noise?: number
  readonly key: Key
}

export interface Friedman2Options {
  readonly size: number
  readonly noise?: number
  readonly key: Key
}

export interface GreenhouseOptions {
  readonly size: number
  readonly key: Key
}

export interface HeteroscedasticOptions {
  readonly size: number
  readonly key: Key
}

export interface ImageAugmenter {
  readonly settings: unknown
  apply(images: NdArray<Float32Array>, numbers: ArrayLike<number>, key: Key): NdArray<Float32Array>
}

export interface ImageSize {
  readonly height: number
  readonly width: number
  readonly channels: number
}

export type Imputation = 'mean' | 'median' | 'mostFrequent' | {
  readonly constant: number | string
}

export interface ImputeOptions {
  readonly indicator?: boolean
}

export interface InkDrawingsOptions {
  readonly radius?: number
  readonly softness?: number
}

export interface LettersOptions {
  readonly size: number
  readonly key: Key
  readonly start?: number
  readonly name?: string
}

export interface LinearRegressionOptions {
  readonly size: number
  readonly coefficients?: readonly number[]
  readonly bias?: number
  readonly noise?: number
  readonly key: Key
}

export interface NdArray<T extends Float32Array | Uint8Array | Int32Array = Float32Array | Uint8Array | Int32Array> {
  readonly data: T
  readonly shape: readonly number[]
}

export interface NoiseOptions {
  readonly deviation: number
}

export interface NpyArray<T extends NpyData = NpyData> {
  readonly data: T
  readonly shape: readonly number[]
}

export type NpyData = Float32Array | Float64Array | Int32Array | Uint8Array

export interface NpzOptions {
  readonly maxBytes?: number
}

export interface NumberColumn {
  readonly kind: 'number'
  readonly name: string
  readonly values: Float64Array
}

export interface OneHotOptions {
  readonly unknown?: 'error' | 'column' | 'zeros'
  readonly maxCategories?: number
}

export type Outside = 'zeros' | 'nearest' | number

export interface PreprocessOptions {
  readonly target?: string | readonly string[]
  readonly numbers?: readonly Step[]
  readonly categories?: readonly Step[]
  readonly columns?: Readonly<Record<string, readonly Step[]>>
  readonly drop?: readonly string[]
}

export interface PreprocessState {
  readonly format: 'thinned preprocess 1'
  readonly columns: readonly FittedColumn[]
  readonly dropped: readonly string[]
}

export type Regression = Dataset<NdArray<Float32Array>, NdArray<Float32Array>>

export interface RotateImagesOptions {
  readonly outside?: Outside
}

export interface RotateOptions {
  readonly degrees: number
}

export type Row = Readonly<Record<string, Cell>>

export interface RowsOptions {
  readonly name?: string
  readonly names?: readonly string[]
  readonly types?: Readonly<Record<string, ColumnType>>
  readonly missing?: readonly string[]
}

export type SafetensorsDType = 'F32' | 'F64' | 'I32' | 'U8'

export interface SafetensorsEntry {
  readonly dtype: SafetensorsDType
  readonly shape: readonly number[]
  readonly data: Float32Array | Float64Array | Int32Array | Uint8Array
}

export interface SafetensorsFile {
  readonly tensors: Readonly<Record<string, SafetensorsTensor>>
  readonly metadata: Readonly<Record<string, string>>
}

export interface SafetensorsTensor extends SafetensorsEntry {
  readonly storedAs: string
}

export interface ScaleOptions {
  readonly factor: number
}

export type ScalePer = 'channel' | 'position' | 'array'

export type Sequences = Dataset<NdArray<Int32Array>, NdArray<Int32Array>> & {
  readonly classes: number
}

export type ShapeOf<A extends Arrays> = A extends {
  readonly shape: readonly number[]
} ? readonly number[] : {
  readonly [Name in keyof A]: readonly number[]
}

export interface SharedRows {
  readonly shared: number
  readonly unique: number
}

export interface ShearOptions {
  readonly slope: number
}

export interface ShiftOptions {
  readonly pixels: number
}

export interface SpiralsOptions {
  readonly size: number
  readonly classes?: number
  readonly turns?: number
  readonly noise?: number
  readonly key: Key
}

export interface StandardizeArraysOptions {
  readonly of?: 'inputs' | 'targets'
  readonly per?: ScalePer
}

export interface Step {
  fit(column: Column): StepState
}

export interface StepState {
  readonly step: string
}

export type Stroke = readonly (readonly [
  x: number,
  y: number
])[]

export const TALES_CHARACTERS: "\n \",.abcdefghiklmnopqrstuvwy"

export interface Table {
  readonly name: string
  readonly rows: number
  readonly columns: readonly Column[]
}

export interface TableDataset extends Dataset<NdArray<Float32Array>, Values> {
  readonly featureNames: readonly string[]
}

export interface TableDatasetOptions {
  readonly target: string | readonly string[]
  readonly features?: readonly string[]
}

export interface TableInputsOptions {
  readonly target?: string | readonly string[]
  readonly features?: readonly string[]
}

export interface TalesOptions {
  readonly size: number
  readonly key: Key
}

export interface TwoMoonsOptions {
  readonly size: number
  readonly noise?: number
  readonly key: Key
}

export type Values = NdArray<Float32Array | Int32Array>

export interface Vocabulary {
  readonly characters: readonly string[]
  readonly size: number
  encode(text: string): Int32Array
  decode(numbers: ArrayLike<number>): string
}

export function arrayFault(array: unknown, role?: ArrayRole): string | undefined

export function arrayScalerFromState(state: ArrayScales): ArrayScaler

export function asBatchSource<Inputs extends Arrays, Targets extends Arrays>(data: Dataset<Inputs, Targets> | DataSource<Inputs, Targets>): BatchSource<Inputs, Targets>

export function asSource<Inputs extends Arrays, Targets extends Arrays>(data: Dataset<Inputs, Targets> | DataSource<Inputs, Targets>): DataSource<Inputs, Targets>

export function augment(steps: readonly Augmentation[], options?: AugmentOptions): ImageAugmenter

export function augmentedSource<Targets extends Arrays>(data: Dataset<Values, Targets> | DataSource<Values, Targets>, augmentation: ImageAugmenter): DataSource<NdArray<Float32Array>, Targets>

export function batches(n: number, batchSize: number, key?: Key): readonly Uint32Array[]

export function blobs(options: BlobsOptions): Classified

export function characterTask(options: CharacterTaskOptions): CharacterTask

export function characterWindows(text: string, options: CharacterWindowsOptions): Sequences

export function circles(options: CirclesOptions): Classified

export function columnOf(table: Table, name: string): Column

export function countExamples(dataset: Dataset<Arrays, Arrays>): number

export function decodeNpy(bytes: Uint8Array, name?): NpyArray

export function decodeNpz(bytes: Uint8Array, name?, options?: NpzOptions): Promise<Readonly<Record<string, NpyArray>>>

export function decodeSafetensors(bytes: Uint8Array): SafetensorsFile

export function digits(options: DigitsOptions): Classified

export function dropColumns(table: Table, names: readonly string[]): Table

export function dropMissingRows(table: Table, names: readonly string[]): Table

export function elastic(options?: ElasticOptions): Augmentation

export function encodeNpy(array: NpyArray): Uint8Array

export function encodeSafetensors(tensors: Readonly<Record<string, SafetensorsEntry>>, metadata?: Readonly<Record<string, string>>): Uint8Array

export function fingerprint(dataset: Dataset<Arrays, Arrays>): string

export function flip(options?: FlipOptions): Augmentation

export function formatCsv(table: Table, options?: FormatCsvOptions): string

export function friedman1(options: Friedman1Options): Regression

export function friedman1Truth(row: ArrayLike<number>): number

export function friedman2(options: Friedman2Options): Regression

export function friedman2Truth(row: ArrayLike<number>): number

export function greenhouse(options: GreenhouseOptions): string

export function heteroscedastic(options: HeteroscedasticOptions): Regression

export function heteroscedasticTruth(x: number): {
  readonly mean: number
  readonly deviation: number
}

export function imagesFromIdx(name: string, images: NdArray<Uint8Array>, labels: NdArray<Uint8Array>, classes?): Classified

export function impute(how: Imputation, options?: ImputeOptions): Step

export function inkDrawings(drawings: readonly (readonly Stroke[])[], options?: InkDrawingsOptions): NdArray<Float32Array>

export function isNdArray(arrays: Arrays): arrays is NdArray

export function letters(options: LettersOptions): Classified & {
  readonly classNames: readonly string[]
}

export function linearRegression(options: LinearRegressionOptions): Regression

export function listArrays(arrays: Arrays): readonly NdArray[]

export function mapArrays<T>(arrays: Arrays, make: (array: NdArray, name: string | undefined) => T): T | Record<string, T>

export function minMax(...none: [
]): Step

export function noise(options: NoiseOptions): Augmentation

export function oneHot(options?: OneHotOptions): Step

export function parseCsv(text: string, options?: CsvOptions): Table

export function parseIdx(bytes: Uint8Array, name?): NdArray<Uint8Array>

export function preprocess(options: PreprocessOptions): {
  fit(trainingData: Table): FittedPreprocess
}

export function preprocessFromState(state: PreprocessState): FittedPreprocess

export function rotate(options: RotateOptions): Augmentation

export function rotateImages(images: NdArray<Float32Array>, degrees: number, options?: RotateImagesOptions): NdArray<Float32Array>

export function scale(options: ScaleOptions): Augmentation

export function selectColumns(table: Table, names: readonly string[]): Table

export function sharedRows<A extends Arrays, B extends Arrays, C extends Arrays, D extends Arrays>(rows: Dataset<A, B> | DataSource<A, B>, among: Dataset<C, D> | DataSource<C, D>, options?: FetchOptions): Promise<SharedRows>

export function shear(options: ShearOptions): Augmentation

export function shift(options: ShiftOptions): Augmentation

export function spirals(options: SpiralsOptions): Classified

export function splitDataset<D extends Dataset<Arrays, Arrays>, const Name extends string>(dataset: D, sizes: Readonly<Record<Name, number>>, key: Key, ...none: [
]): Record<Name, D>

export function splitRows<const Name extends string>(count: number, sizes: Readonly<Record<Name, number>>, key: Key, name?): Record<Name, Uint32Array>

export function splitTable<const Name extends string>(table: Table, sizes: Readonly<Record<Name, number>>, key: Key, ...none: [
]): Record<Name, Table>

export function standardize(...none: [
]): Step

export function standardizeArrays(options?: StandardizeArraysOptions): {
  fit(trainingData: Dataset): ArrayScaler
}

export function stratifiedSample<D extends Dataset<Arrays, NdArray>>(dataset: D, size: number, key: Key, ...none: [
]): D

export function tableDataset(table: Table, options: TableDatasetOptions): TableDataset

export function tableFromRows(rows: readonly Row[], options?: RowsOptions): Table

export function tableInputs(table: Table, options?: TableInputsOptions): NdArray<Float32Array>

export function take<D extends Dataset<Arrays, Arrays>>(dataset: D, indices: ArrayLike<number>): D

export function takeRows<T extends NdArray>(array: T, indices: ArrayLike<number>): T

export function takeTable(table: Table, indices: ArrayLike<number>): Table

export function tales(options: TalesOptions): string

export function twoMoons(options: TwoMoonsOptions): Classified

export function typesOf(table: Table): Record<string, ColumnType>

export function vocabularyOf(text: string): Vocabulary
