import { expect, test } from "vitest";
import { isWebAddress, nextLink, originOf, restSecretName, valueAt } from "./web-address.ts";

test("an address with a name or password in it may not be kept", () => {
  expect(isWebAddress("https://api.shop.example/v1/orders?limit=50")).toBe(true);
  expect(isWebAddress("https://user:secret@api.shop.example/v1")).toBe(false);
  expect(isWebAddress("file:///etc/passwd")).toBe(false);
});

test("the secret belongs to scheme, host and port", () => {
  expect(originOf("https://API.shop.example:8443/v1?x=1")).toBe("https://api.shop.example:8443");
  expect(restSecretName({ path: "https://api.shop.example/v1" })).toBe("rest/api.shop.example");
});

test.each([
  ['<https://a/x?page=2>; rel="next"', "https://a/x?page=2"],
  ['<https://a/x?page=1>; rel="prev", <https://a/x?page=3>; rel="next"', "https://a/x?page=3"],
  ["</x?after=7>; rel=next", "/x?after=7"],
  ["</x?after=7>; rel=next, </x>; rel=first", "/x?after=7"],
  ["</x>; rel=nextone", null],
  ['<https://a/x?page=1>; rel="prev"', null],
  ['<https://a/x>; rel="next-archive"', null],
  [null, null],
])("the next page of %s is %s", (header, next) => expect(nextLink(header)).toBe(next));

test("a dotted path leads to a value, never to what objects inherit", () => {
  expect(valueAt({ data: { orders: [1] } }, "data.orders")).toEqual([1]);
  expect(valueAt([1], undefined)).toEqual([1]);
  expect(valueAt({}, "constructor.name")).toBeUndefined();
});
