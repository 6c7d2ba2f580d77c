// Reads GIFT on standard input with gift-pegjs; prints what it understood as JSON.
const path = require("node:path");
const { parse } = require(path.join(__dirname, "../node/node_modules/gift-pegjs"));
const text = require("node:fs").readFileSync(0, "utf8");
process.stdout.write(JSON.stringify(parse(text)));
