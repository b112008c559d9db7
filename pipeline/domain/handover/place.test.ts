import { expect, test } from "vitest";
import { AppError } from "#domain/errors.ts";
import { objectsPlace } from "./place.ts";

test("Redshift reads the lake itself where it is Amazon's", () => {
  const objects = (path: string) => objectsPlace("redshift", { path }, undefined);
  const expected = { objects: "s3://bucket/shop/published/objects", is_lake: true };
  expect(objects("s3://bucket/shop/")).toEqual(expected);
  expect(objects("s3://bucket").objects).toBe("s3://bucket/published/objects");
});

test("copies are where somebody says", () => {
  expect(objectsPlace("bigquery", undefined, "gs://b/p//")).toEqual({
    objects: "gs://b/p",
    is_lake: false,
  });
  expect(objectsPlace("redshift", { path: "s3://lake" }, "s3://b").objects).toBe("s3://b");
});

test.each([
  ["redshift", undefined, undefined, /computer alone.*Redshift/, /lake connect.*--staged s3:/],
  ["bigquery", undefined, undefined, /computer alone.*BigQuery/, /^Name a place.*--staged gs:/],
  ["bigquery", { path: "s3://lake" }, undefined, /Google Cloud Storage only/, /--staged gs:/],
  ["redshift", { path: "s3://l", endpoint: "https://s3.x" }, undefined, /s3\.x/, /--staged s3:/],
  ["redshift", undefined, "gs://b/p", /cannot load from gs:/, /--staged s3:/],
  ["bigquery", undefined, "s3://b/p", /cannot load from s3:/, /--staged gs:/],
] as const)("%s, lake %j, staged %s: says what to do", (target, lake, staged, says, hint) => {
  try {
    objectsPlace(target, lake, staged);
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: "usage", message: expect.stringMatching(says) });
    expect((error as AppError).hint).toMatch(hint);
    return;
  }
  expect.unreachable();
});
