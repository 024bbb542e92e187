/** The share that one of some groups has in an axis of channels: which come first, and how many they are. */
export interface Share {
  readonly first: number
  readonly count: number
}

/** What each group has of the inputs and of the outputs, in the order of the groups. */
export function sharesOf(groups: number, channels: number, outputs: number): { inputs: Share; outputs: Share }[] {
  const [ins, outs] = [channels / groups, outputs / groups]
  return Array.from({ length: groups }, (_, group) => ({
    inputs: { first: group * ins, count: ins },
    outputs: { first: group * outs, count: outs },
  }))
}
