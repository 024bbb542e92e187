/** What a run of `bench uncertainty` trains and measures. Runs of equal settings can be continued. */
export interface ImageSettings {
  /** 'digits' (embedded), or 'mnist'. */
  readonly data: 'digits' | 'mnist'
  /** Training images, images to fit scalings and conformal sets on, and test images. */
  readonly images: { readonly train: number; readonly validation: number; readonly test: number }
  readonly hidden: readonly number[]
  /** Of the dropout nets: of the input, then of each hidden layer. */
  readonly keep: readonly number[]
  readonly epochs: number
  /** Nets of an ensemble. */
  readonly members: number
  /** Monte Carlo samples of one net; those of an ensemble of dropout nets share them. */
  readonly samples: number
  /** Images of letters, as many of noise, and the test images of a 1 that are rotated. */
  readonly away: number
  readonly ones: number
  /** The largest standard errors asked of sampling with a tolerance, and the test images that it samples. */
  readonly tolerances: readonly number[]
  readonly maxSamples: number
  readonly sampledImages: number
}

/** The settings of the demo, which were chosen on validation images of the digits. */
export function settingsFor(data: ImageSettings['data'], quick: boolean): ImageSettings {
  if (quick)
    return {
      data,
      images: { train: 200, validation: 100, test: 200 },
      hidden: [32],
      keep: [0.8, 0.5],
      epochs: 4,
      members: 2,
      samples: 10,
      away: 32,
      ones: 10,
      tolerances: [0.05],
      maxSamples: 40,
      sampledImages: 20,
    }
  return {
    data,
    images:
      data === 'digits'
        ? { train: 1000, validation: 1000, test: 5000 }
        : { train: 50_000, validation: 10_000, test: 10_000 },
    hidden: [256, 256],
    keep: [0.8, 0.5, 0.5],
    epochs: data === 'digits' ? 40 : 20,
    members: 5,
    samples: 100,
    away: 1000,
    ones: 100,
    tolerances: [0.02, 0.01],
    maxSamples: 4000,
    sampledImages: 1000,
  }
}

/** The angles by which 1s are rotated, in degrees. */
export const ANGLES: readonly number[] = Array.from({ length: 19 }, (_, i) => 10 * i)
