const r={order:()=>import("./order.js")};async function o(o){const e=await(r[o]?.());if(!e)throw new TypeError(`keyproof: there is no kind ${o}`);return e}export{o as load};
