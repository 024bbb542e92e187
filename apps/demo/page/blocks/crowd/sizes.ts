/** Cells along each side of a map, and how far it reaches from the middle, in standard deviations of the training inputs. */
export const SIDE = 48
export const REACH = 4.8
/** Thinned networks that are sampled. */
export const SAMPLES = 64
/** Networks of the ensemble. */
export const MEMBERS = 5
/** Units of each of the two hidden layers. */
export const WIDTH = 64
/** Cells that are farther than this from every training point are away from the data. */
export const AWAY = 1
/** A network that gives a class more than this is sure of it. */
export const SURE = 0.95
/** Training and test examples. */
export const TRAIN = 200
export const TEST = 400
