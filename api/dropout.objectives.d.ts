// @thinned/dropout/objectives

export type MultiSampleOptions<Options extends object = object> = Omit<Options, 'weights'> & {
  readonly samples: number
}

export type RDropOptions<Options extends object = object> = Omit<Options, 'weights'> & {
  readonly alpha?: number
}

export function multiSample<Options extends object = object, Inputs = Tensor>(loss: LossFunction<Tensor, Options>, options: MultiSampleOptions<Options>): Objective<Inputs>

export function rDrop<Options extends object = object, Inputs = Tensor>(loss: LossFunction<Tensor, Options>, options?: RDropOptions<Options>): Objective<Inputs>
