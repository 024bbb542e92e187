import type { AnyModel } from '@thinned/nn'
import { type Schema, value } from '@thinned/schema'
import { argument } from './options.ts'

const schema: Schema<AnyModel> = /* @__PURE__ */ value<AnyModel>(
  'a layer or a model, such as sequential(linear(8, 4), relu(), linear(4, 2))',
  (given) => {
    const { forward, children, parameters } = Object(given)
    return typeof forward === 'function' && [children, parameters].every((each) => Object(each) === each)
  },
)

/** The model that a function was given. @throws {DiagnosisError} on what is no model. */
export function checkModel(caller: string, given: AnyModel): AnyModel {
  return argument(caller, 'model', schema, given)
}
