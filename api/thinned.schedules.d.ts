// thinned/schedules

export { CosineOptions } from '@thinned/train'

export { CurriculumOptions } from '@thinned/dropout'

export { EarlyOptions } from '@thinned/dropout'

export { ExponentialOptions } from '@thinned/train'

export { InverseTimeOptions } from '@thinned/train'

export { LateOptions } from '@thinned/dropout'

export { LinearKeepOptions } from '@thinned/dropout'

export { LinearWarmupOptions } from '@thinned/train'

export { OneCycleOptions } from '@thinned/train'

export { PiecewiseOptions } from '@thinned/train'

export { PolynomialOptions } from '@thinned/train'

export { ReduceOnPlateauOptions } from '@thinned/train'

export { StepOptions } from '@thinned/train'

export { constant } from '@thinned/train'

export { cosine } from '@thinned/train'

export { curriculum } from '@thinned/dropout'

export { early } from '@thinned/dropout'

export { exponential } from '@thinned/train'

export { inverseTime } from '@thinned/train'

export { late } from '@thinned/dropout'

export { linearKeep } from '@thinned/dropout'

export { linearWarmup } from '@thinned/train'

export { oneCycle } from '@thinned/train'

export { piecewise } from '@thinned/train'

export { polynomial } from '@thinned/train'

export { reduceOnPlateau } from '@thinned/train'

export { step } from '@thinned/train'
