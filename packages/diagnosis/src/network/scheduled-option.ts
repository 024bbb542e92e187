import { type AnyModel, isScheduleConfig, layersOf } from '@thinned/nn'

/** The path of the first option of a model that follows a schedule, such as 'dropout1/keep'; undefined where none does. */
export function scheduledOption(model: AnyModel): string | undefined {
  const scheduled = layersOf(model).flatMap(([path, { options }]) =>
    Object.entries(options).flatMap(([name, value]) =>
      isScheduleConfig(value) ? [path === '' ? name : `${path}/${name}`] : [],
    ),
  )
  return scheduled[0]
}
