import { urlState } from '../../kit/url-state.ts'
import { fields } from './fields.ts'

export const state = urlState('twins', fields)
