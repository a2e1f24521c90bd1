import type { Learns, Loss, LossOptions, TrainStepOptions } from '@twotower/core/train';
import { loadCustom } from '../prepare/custom-code.ts';
import type { LearningConfig } from '../prepare/learning-config.ts';

/**
 * How a config wants a model to be taught.
 *
 * @param learns what of it moves; by default everything
 */
export async function stepOptions(
  { model, training, loss }: LearningConfig,
  learns?: Learns,
): Promise<TrainStepOptions> {
  const dropout = model.user.dropout > 0 || model.item.dropout > 0;
  return {
    loss: await lossOptions(loss),
    temperature: model.temperature,
    learnTemperature: model.learnTemperature,
    learningRate: training.learningRate,
    l2: training.l2,
    ...(learns && { learns }),
    ...(training.denseLearningRate !== undefined && { denseLearningRate: training.denseLearningRate }),
    ...(dropout && {
      dropout: { user: model.user.dropout, item: model.item.dropout, seed: training.seed },
    }),
    ...(training.selfSupervision && { selfSupervision: training.selfSupervision }),
  };
}

async function lossOptions(loss: LearningConfig['loss']): Promise<LossOptions> {
  return loss.kind === 'custom' ? { kind: 'custom', loss: await loadCustom<Loss>(loss.loss) } : loss;
}
