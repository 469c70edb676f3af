import { ctrf } from "./ctrf";
import type { JsonFormat, LineFormat, XmlFormat } from "./format";
import { goTest } from "./go-test";
import { jest } from "./jest";
import { junit } from "./junit";
import { mocha } from "./mocha";
import { nodeTest } from "./node-test";
import { nunit } from "./nunit";
import { playwright } from "./playwright";
import { tap } from "./tap";
import { testng } from "./testng";
import { trx } from "./trx";
import { xunit } from "./xunit";

/** Known by their root element. */
export const xmlFormats: readonly XmlFormat[] = [junit, xunit, nunit, trx, testng];

/** Asked in order; the first that recognises the value reads it. */
export const jsonFormats: readonly JsonFormat[] = [ctrf, jest, mocha, playwright];

/** Asked in order; the first that accepts the beginning reads the file. */
export const lineFormats: readonly LineFormat[] = [goTest, nodeTest, tap];
