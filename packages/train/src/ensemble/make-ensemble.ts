import {
  type AnyModel,
  disposeParams,
  type FromConfigOptions,
  flattenParams,
  type Layer,
  type Mixture,
  mixture,
} from '@thinned/nn'
import { foldIn } from '@thinned/rng'
import { type Backend, reference } from '@thinned/tensor'
import { placeModel } from '../batches/tensors.ts'
import { STOPPED } from '../evaluate/stopped.ts'
import { loadModel } from '../model-file/model-file.ts'
import { TrainError } from '../train-error.ts'
import type { BuildContext } from './build.ts'
import { checkMember, memberFailure } from './check-member.ts'
import type { EnsembleSettings } from './ensemble-options.ts'
import { type Identity, loadMember, lockStore, memberBytes, nameOf, placeOf, saveMember } from './member-store.ts'

// Every platform has it; the library's type environment, free of Node and DOM, does not know it.
declare const AbortController: new () => { readonly signal: AbortSignal; abort(reason: unknown): void }

/** What trains members. */
export interface Trainer {
  /** How many at once. */
  readonly atOnce: number
  /** Whether its models come from elsewhere and are only good to be saved: a layer is made of the bytes. */
  readonly apart: boolean
  /** The default name of what it trains, which a store compares. */
  readonly name: string
  train(context: BuildContext): Promise<unknown>
}

/** Trains the members that the store does not have, and joins all. An error disposes of those that are there. */
export async function makeEnsemble(trainer: Trainer, options: EnsembleSettings): Promise<Mixture> {
  const { store, signal } = options
  if (signal?.aborted) throw STOPPED
  checkFactories(trainer, options)
  const making = new Making(trainer, options)
  const stop = (): void => making.halt.abort(signal?.reason)
  const unlock = store && (await lockStore(store))
  signal?.addEventListener?.('abort', stop)
  try {
    await making.load()
    await making.train()
    return await making.joined()
  } catch (error) {
    making.dispose()
    throw error
  } finally {
    signal?.removeEventListener?.('abort', stop)
    await unlock?.()
  }
}

/** Refuses, before anything is trained, a store or workers without what makes a layer of their bytes. */
function checkFactories({ apart }: Trainer, { store, layers }: EnsembleSettings): void {
  if (layers || !(apart || store)) return
  throw new TrainError(
    `ensemble was given ${apart ? 'the URL of a module' : 'a store'} without layers, of which members come back; add { layers: layerFactories } of @thinned/nn. The ensemble of thinned knows all layers.`,
  )
}

/** An ensemble whose members come one by one. */
class Making {
  readonly halt: InstanceType<typeof AbortController> = new AbortController()
  readonly #trainer: Trainer
  readonly #options: EnsembleSettings
  readonly #identity: Identity
  readonly #members: (AnyModel | undefined)[]
  /** Where the first model is that was trained in this thread. */
  #backend: Backend | undefined

  constructor(trainer: Trainer, options: EnsembleSettings) {
    this.#trainer = trainer
    this.#options = options
    this.#identity = { key: options.key, name: options.name ?? trainer.name }
    this.#members = Array.from({ length: options.members }, () => undefined)
  }

  /** Takes the members that the store has. */
  async load(): Promise<void> {
    const { store, members } = this.#options
    if (!store) return
    for (let index = 0; index < members; index++) {
      const model = await loadMember(store, index, this.#identity, this.#factories)
      if (model) this.#add(index, model)
      this.#stopIfAborted()
    }
  }

  /** Trains the others. With a store a failure lets those end that are in training, so that they are kept. */
  async train(): Promise<void> {
    const absent = [...this.#members.keys()].filter((index) => this.#members[index] === undefined)
    const waiting = absent[Symbol.iterator]()
    let failure: { readonly error: unknown } | undefined
    const work = async (): Promise<void> => {
      for (const index of waiting) {
        if (failure) return
        try {
          this.#stopIfAborted()
          await this.#trainOne(index)
        } catch (error) {
          failure ??= { error }
          if (!this.#options.store) this.halt.abort(error)
        }
      }
    }
    await Promise.all(Array.from({ length: this.#trainer.atOnce }, work))
    this.#stopIfAborted()
    if (failure) throw this.#explained(failure.error)
  }

  /** All members as one model, on one backend. */
  async joined(): Promise<Mixture> {
    const { task, noise } = this.#options
    const model = mixture(this.#members as Layer[], { task, ...(noise ? { noise } : {}) })
    await placeModel(model, this.#backend ?? reference)
    return model
  }

  dispose(): void {
    for (const model of this.#members) dropModel(model)
  }

  get #factories(): FromConfigOptions {
    const { layers = {}, schedules = {} } = this.#options
    return { layers, schedules }
  }

  async #trainOne(index: number): Promise<void> {
    const { key, store, onProgress, members } = this.#options
    const context: BuildContext = {
      key: foldIn(foldIn(key, 'member'), index),
      index,
      signal: this.halt.signal,
      place: placeOf(store, index),
      report: (report) => onProgress?.({ done: this.#done.length, members, index, report }),
    }
    let built: unknown
    try {
      built = await this.#trainer.train(context)
      checkMember(built, this.#members)
    } catch (error) {
      dropModel(built)
      this.#stopIfAborted()
      throw new Failed(index, error)
    }
    try {
      this.#stopIfAborted()
      this.#add(index, await this.#keep(index, built))
    } catch (error) {
      dropModel(built)
      throw error
    }
  }

  /** Saves a member where there is a store. The layer that stands for it. */
  async #keep(index: number, model: AnyModel): Promise<AnyModel> {
    const { store } = this.#options
    const { apart } = this.#trainer
    if (!store && !apart) return this.#trainedHere(model)
    const bytes = await memberBytes(model, index, this.#identity).catch((error: unknown) => {
      throw new Failed(index, error)
    })
    if (store) await saveMember(store, index, bytes)
    if (!apart) return this.#trainedHere(model)
    const { model: layer } = loadModel(bytes, this.#factories)
    disposeParams(model)
    return layer
  }

  #trainedHere(model: AnyModel): AnyModel {
    this.#backend ??= Object.values(flattenParams(model.params))[0]?.backend
    return model
  }

  #add(index: number, model: AnyModel): void {
    this.#members[index] = model
    const { onProgress, members } = this.#options
    onProgress?.({ done: this.#done.length, members, index })
  }

  get #done(): readonly number[] {
    return [...this.#members.keys()].filter((index) => this.#members[index] !== undefined)
  }

  /** The error of a member, with what is left of the others. */
  #explained(error: unknown): unknown {
    return error instanceof Failed ? memberFailure(error.index, error.cause, this.#kept) : error
  }

  /** What is left after a failure. */
  get #kept(): string {
    const { store } = this.#options
    const done = this.#done
    if (done.length === 0) return ''
    return store
      ? ` The ${nameOf(store)} has ${done.length === 1 ? 'member' : 'members'} ${done.join(', ')}: call ensemble again, and only the others are trained.`
      : ' With { store }, members that are trained would be kept.'
  }

  #stopIfAborted(): void {
    if (this.#options.signal?.aborted) throw STOPPED
  }
}

/** A member failed; what the others came to is told when they have ended. */
class Failed extends Error {
  readonly index: number

  constructor(index: number, cause: unknown) {
    super('', { cause })
    this.index = index
  }
}

/** Frees a model, but for one that its build still trains. */
function dropModel(model: unknown): void {
  if (typeof (model as Partial<AnyModel> | undefined | null)?.forward !== 'function') return
  try {
    disposeParams(model as AnyModel)
  } catch (error) {
    if ((error as Partial<TrainError>).code !== 'in-use') throw error
  }
}
