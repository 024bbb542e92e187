import { foldIn, type Key, normal, uniform } from '@thinned/rng'
import type { Fields } from '@thinned/schema'
import { checkTextSize } from '../../check-size.ts'
import { dataOptions, generatorNames, key, size } from '../../options.ts'
import { grow, type Plant } from './grow.ts'

export interface GreenhouseOptions {
  /** How many plants, from 0. */
  readonly size: number
  readonly key: Key
}

const read = dataOptions('greenhouse', { size, key } satisfies Fields<GreenhouseOptions>, generatorNames)

const CROPS = ['basil', 'cucumber', 'pepper', 'tomato'] as const
const SOILS = ['coir', 'loam', 'peat'] as const
const GRADES = ['A', 'B', 'C'] as const

/** How many numbers of the two streams a plant takes. */
const UNIFORM = 16
const NORMAL = 8

const HEADER = 'crop,soil,light,temperature,humidity,water,nitrogen,spacing,grade'

/**
 * A synthetic greenhouse as a CSV text, with the difficulties of real tables: two columns of categories (crop, soil), six of numbers (light in
 * mol/m² a day, temperature in °C, humidity in %, water in l a day, nitrogen in mg/l, spacing in cm), and the grade of the harvest, A, B
 * or C, which follows from them by rules in which most things depend on others. About 15 % of nitrogen, 5 % of humidity and soil and 3 % of light are
 * missing; nitrogen more often where a careless grower, whom no column names, also spoils the harvest. Of the grades 5 % are drawn anew.
 * Frozen; plant i follows from the key and i alone.
 *
 * @throws {DataError} unless size is an integer from 0 that memory holds.
 * @example
 * ```ts
 * import { greenhouse } from '@thinned/data'
 * import { key } from '@thinned/rng'
 *
 * console.log(greenhouse({ size: 400, key: key(0) }).split('\n')[0]) // crop,soil,light,temperature,humidity,water,nitrogen,spacing,grade
 * ```
 */
export function greenhouse(options: GreenhouseOptions): string {
  const { size, key } = read(options)
  checkTextSize('greenhouse', size, 64)
  const uniforms = uniform(foldIn(key, 'uniform'), UNIFORM * size)
  const normals = normal(foldIn(key, 'normal'), NORMAL * size)
  const lines = Array.from({ length: size }, (_, i) =>
    line(uniforms.subarray(UNIFORM * i, UNIFORM * (i + 1)), normals.subarray(NORMAL * i, NORMAL * (i + 1))),
  )
  return [HEADER, ...lines, ''].join('\n')
}

function line(u: Float32Array, z: Float32Array): string {
  const temperature = 23 + 4 * z[0]!
  const plant: Plant = {
    crop: CROPS[Math.floor(4 * u[0]!)]!,
    soil: SOILS[Math.floor(3 * u[1]!)]!,
    light: 6 + 30 * u[2]!,
    temperature,
    // Between 20 and 100 %, and lower where it is warm.
    humidity: Math.min(Math.max(72 - 0.8 * (temperature - 23) + 11 * z[1]!, 20), 100),
    water: 0.6 + 2.6 * u[3]!,
    nitrogen: 40 + 260 * u[4]!,
    spacing: 20 + 10 * Math.floor(5 * u[5]!),
    careless: u[6]! < 0.3,
  }
  const graded = grow(plant) + 0.03 * z[2]!
  const grade = u[7]! < 0.05 ? Math.floor(3 * u[8]!) : graded > 0.31 ? 0 : graded > 0.16 ? 1 : 2
  const lacking = (chance: number, draw: number, text: string) => (draw < chance ? '' : text)
  return [
    plant.crop,
    lacking(0.05, u[9]!, plant.soil),
    lacking(0.03, u[10]!, plant.light.toFixed(1)),
    plant.temperature.toFixed(1),
    lacking(0.05, u[11]!, plant.humidity.toFixed(0)),
    plant.water.toFixed(2),
    lacking(plant.careless ? 0.35 : 0.06, u[12]!, plant.nitrogen.toFixed(0)),
    plant.spacing.toFixed(0),
    GRADES[grade],
  ].join(',')
}
