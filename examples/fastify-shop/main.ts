// node main.ts STORE, or node main.ts http://127.0.0.1:7700 [KEY]
import { recommendInProcess, recommendOverHttp } from './recommend.ts';
import { createShop } from './shop.ts';

const [place = '.twotower', key] = process.argv.slice(2);
const recommend = /^https?:/.test(place) ? recommendOverHttp(place, key) : await recommendInProcess(place);
console.log(await createShop(recommend).listen({ port: 3000 }));
