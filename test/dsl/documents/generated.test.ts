import { expect, it } from 'vitest';
import { generateValidators } from '../../../dsl/documents/schemas/generate-validators.ts';

it('the compiled validators are those of the schemas as they are now', async () => {
  await expect(generateValidators()).toMatchFileSnapshot('../../../dsl/documents/generated/validators.ts');
}, 90_000);
