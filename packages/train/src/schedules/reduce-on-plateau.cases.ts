import type { ScheduleCases } from '../../test/cases.ts'
import { reduceOnPlateau } from './reduce-on-plateau.ts'

const settings = { initial: 0.4, factor: 0.5, patience: 1 }

export const cases: ScheduleCases = {
  schedules: {
    // The loss of the suite falls for three epochs and then stays.
    reduceOnPlateau: {
      make: () => reduceOnPlateau(settings),
      values: [
        [0, 0.4],
        [49, 0.4],
        [50, 0.2],
        [69, 0.2],
        [70, 0.1],
        [90, 0.05],
        [99, 0.05],
      ],
      parts: [['never rises', 99]],
      settings: {
        ...settings,
        name: 'reduceOnPlateau',
        monitor: 'validationLoss',
        mode: 'min',
        threshold: 1e-4,
        cooldown: 0,
        minimum: 0,
      },
    },
  },
  refused: [
    [() => reduceOnPlateau({ initial: 1, factor: 1 }), 'reduceOnPlateau was given factor 1; it takes'],
    [() => reduceOnPlateau({ initial: 1, patience: -1 }), 'reduceOnPlateau was given patience -1; it takes'],
    [() => reduceOnPlateau({ initial: 1, cooldown: 0.5 }), 'reduceOnPlateau was given cooldown 0.5; it takes'],
    [() => reduceOnPlateau({ initial: 1, threshold: -1 }), 'reduceOnPlateau was given threshold -1; it takes'],
    [() => reduceOnPlateau({ initial: 1, minimum: Number.NaN }), 'reduceOnPlateau was given minimum NaN; it takes'],
    [
      () => reduceOnPlateau({ initial: 1, mode: 'smaller' as 'min' }),
      `reduceOnPlateau was given mode "smaller"; it takes 'min' or 'max'.`,
    ],
    [
      () => reduceOnPlateau({ initial: 1, monitor: 'validationAccuracy', mode: 'min' }),
      "reduceOnPlateau was given mode 'min' for validationAccuracy, of which the higher value is better.",
    ],
    [() => reduceOnPlateau({ initial: 1, monitor: 'recall' }), 'reduceOnPlateau was given the metric recall; give its'],
  ],
}
