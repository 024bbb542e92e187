import { type AnyModel, disposeParams, type JsonValue, type Layer } from '@thinned/nn'
import type { Key } from '@thinned/rng'
import type { CheckpointPlace } from '../checkpoint/checkpoint-store.ts'
import { type LoadModelOptions, loadModel, saveModel } from '../model-file/model-file.ts'
import { during, TrainError, textOf } from '../train-error.ts'

/** Where an ensemble keeps members that are trained. `ensembleFolder` of `thinned/node` makes one of a folder. */
export interface EnsembleStore {
  /** Its name in messages, such as the path of a folder. */
  readonly name?: string
  /** The bytes that were saved for a member; undefined where there are none. */
  load(index: number): Promise<Uint8Array | undefined>
  /** Keeps the bytes of a member, as a whole or not at all. */
  save(index: number, bytes: Uint8Array): Promise<void>
  /** The place of the checkpoints of a member's own run. Without, they are not kept. */
  checkpoint?(index: number): CheckpointPlace
  /**
   * Keeps the store for one ensemble, until what it resolves to is called; rejects where another has it. Without, ensembles are kept apart by the
   * store, the object.
   */
  lock?(): Promise<() => Promise<void>>
}

/** What members in a store must agree on. */
export interface Identity {
  readonly key: Key
  readonly name: string
}

/** The stores of ensembles that are made at this moment. */
const inUse = new WeakSet<EnsembleStore>()

/** Keeps a store for one ensemble, until what it resolves to is called. @throws {TrainError} where another has it. */
export async function lockStore(store: EnsembleStore): Promise<() => Promise<void>> {
  if (inUse.has(store))
    throw new TrainError(
      `Another ensemble is made in the ${nameOf(store)}; two would replace each other's members. Give each a store of its own, or wait until that one is there.`,
      { code: 'in-use' },
    )
  inUse.add(store)
  try {
    const unlock = await during(`Locking the ${nameOf(store)}`, async () => store.lock?.())
    return async () => {
      inUse.delete(store)
      await unlock?.()
    }
  } catch (error) {
    inUse.delete(store)
    throw error
  }
}

/** The bytes of a member, with what says which it is. */
export function memberBytes(model: AnyModel, index: number, { key, name }: Identity): Promise<Uint8Array> {
  return saveModel(model, { metadata: { member: { index, key: [key[0], key[1]], name } } })
}

/** Saves a member. @throws {TrainError} where the store fails. */
export function saveMember(store: EnsembleStore, index: number, bytes: Uint8Array): Promise<void> {
  return during(`Writing member ${index} into the ${nameOf(store)}`, async () => store.save(index, bytes))
}

/** The member that a store has; undefined where it has none. @throws {TrainError} where it is damaged, or of another ensemble. */
export async function loadMember(
  store: EnsembleStore,
  index: number,
  identity: Identity,
  options: LoadModelOptions,
): Promise<Layer | undefined> {
  const bytes = await during(`Reading member ${index} from the ${nameOf(store)}`, async () => store.load(index))
  if (bytes === undefined) return undefined
  const again = `Delete it, and member ${index} is trained again.`
  try {
    const { model, metadata = {} } = loadModel(bytes, {
      ...options,
      name: `of member ${index} in the ${nameOf(store)}`,
    })
    const different = differences(metadata['member'], { index, ...identity })
    if (different === '') return model
    disposeParams(model)
    throw new TrainError(
      `The ${nameOf(store)} holds a member ${index} of another ensemble: ${different}. Give each ensemble a store of its own.`,
      { code: 'mismatch' },
    )
  } catch (error) {
    if (!(error instanceof TrainError)) throw error
    throw new TrainError(`${textOf(error)} ${again}`, { code: error.code, cause: error })
  }
}

function differences(
  saved: JsonValue | undefined,
  { index, key, name }: Identity & { readonly index: number },
): string {
  if (typeof saved !== 'object' || saved === null) return 'it does not say of which'
  const held = saved as Readonly<Record<string, JsonValue>>
  const wanted = { index, key: [key[0], key[1]], name }
  return Object.entries(wanted)
    .filter(([field, value]) => JSON.stringify(held[field]) !== JSON.stringify(value))
    .map(
      ([field, value]) => `its ${field} is ${JSON.stringify(held[field])}, where this one has ${JSON.stringify(value)}`,
    )
    .join('; ')
}

/** The place of the checkpoints of a member's run; one that keeps nothing where the store has none. */
export function placeOf(store: EnsembleStore | undefined, index: number): CheckpointPlace {
  return store?.checkpoint?.(index) ?? { save: async () => {}, load: async () => undefined }
}

/** The name of a store in messages. */
export function nameOf({ name }: EnsembleStore): string {
  return name === undefined ? 'store' : `store ${name}`
}
