import type { Family } from "../family";
import { alcotest } from "./alcotest";
import { antJunit } from "./ant-junit";
import { automake } from "./automake";
import { ava } from "./ava";
import { bats } from "./bats";
import { boostTest } from "./boost-test";
import { busted } from "./busted";
import { cargoTest } from "./cargo-test";
import { catch2 } from "./catch2";
import { clojureTest } from "./clojure-test";
import { cmocka } from "./cmocka";
import { cppunit } from "./cppunit";
import { ctest } from "./ctest";
import { cucumber } from "./cucumber";
import { cunit } from "./cunit";
import { dUnittest } from "./d-unittest";
import { dartTest } from "./dart-test";
import { doctest } from "./doctest";
import { dotnetTest } from "./dotnet-test";
import { ert } from "./ert";
import { eunit } from "./eunit";
import { exunit } from "./exunit";
import { goTest } from "./go-test";
import { gradle } from "./gradle";
import { gtest } from "./gtest";
import { hspec } from "./hspec";
import { jasmine } from "./jasmine";
import { jest } from "./jest";
import { juliaTest } from "./julia-test";
import { junitText } from "./junit-text";
import { karma } from "./karma";
import { libcheck } from "./libcheck";
import { mesonTest } from "./meson-test";
import { minitest } from "./minitest";
import { mocha } from "./mocha";
import { nextest } from "./nextest";
import { nimUnittest } from "./nim-unittest";
import { nodeTest } from "./node-test";
import { ounit } from "./ounit";
import { pest } from "./pest";
import { pester } from "./pester";
import { phpunit } from "./phpunit";
import { playwright } from "./playwright";
import { prove } from "./prove";
import { pytest } from "./pytest";
import { rspec } from "./rspec";
import { sbt } from "./sbt";
import { shunit2 } from "./shunit2";
import { surefire } from "./surefire";
import { swiftTesting } from "./swift-testing";
import { tap } from "./tap";
import { tasty } from "./tasty";
import { tcltest } from "./tcltest";
import { testng } from "./testng";
import { testthat } from "./testthat";
import { unittest } from "./unittest";
import { uvu } from "./uvu";
import { vader } from "./vader";
import { vitest } from "./vitest";
import { xctest } from "./xctest";

/** One line a test runner. */
export const runners: readonly Family[] = [
  jest,
  mocha,
  vitest,
  nodeTest,
  playwright,
  karma,
  jasmine,
  ava,
  uvu,
  pytest,
  unittest,
  doctest,
  goTest,
  cargoTest,
  nextest,
  surefire,
  testng,
  antJunit,
  junitText,
  gradle,
  sbt,
  rspec,
  minitest,
  cucumber,
  phpunit,
  pest,
  exunit,
  dotnetTest,
  ctest,
  gtest,
  catch2,
  boostTest,
  libcheck,
  prove,
  bats,
  dartTest,
  xctest,
  swiftTesting,
  busted,
  testthat,
  hspec,
  tasty,
  clojureTest,
  juliaTest,
  pester,
  eunit,
  ert,
  alcotest,
  ounit,
  nimUnittest,
  dUnittest,
  automake,
  cmocka,
  cppunit,
  cunit,
  mesonTest,
  shunit2,
  tcltest,
  vader,
  tap,
];
