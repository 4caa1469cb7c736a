// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Vm} from "./Vm.sol";

/// @dev Reads one file of test/vectors, which TypeScript checks as well, by paths such as `.cases[0].digest`.
abstract contract VectorsTest {
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    string internal json;

    function read(string memory file) internal {
        json = vm.readFile(string.concat("test/vectors/", file));
        require(bytes(json).length > 0, "empty file");
    }

    function item(string memory list, uint256 index) internal pure returns (string memory) {
        return string.concat(list, "[", _text(index), "]");
    }

    function exists(string memory path) internal view returns (bool) {
        return vm.keyExistsJson(json, path);
    }

    function word(string memory path, string memory field) internal view returns (bytes32) {
        return vm.parseJsonBytes32(json, string.concat(path, field));
    }

    function addr(string memory path, string memory field) internal view returns (address) {
        return vm.parseJsonAddress(json, string.concat(path, field));
    }

    function number(string memory path, string memory field) internal view returns (uint256) {
        return vm.parseJsonUint(json, string.concat(path, field));
    }

    function text(string memory path, string memory field) internal view returns (string memory) {
        return vm.parseJsonString(json, string.concat(path, field));
    }

    function data(string memory path, string memory field) internal view returns (bytes memory) {
        return vm.parseJsonBytes(json, string.concat(path, field));
    }

    function same(bytes32 ours, string memory path, string memory field) internal view {
        require(ours == word(path, field), string.concat("differs: ", path, field));
    }

    function _text(uint256 value) private pure returns (string memory) {
        bytes memory digit = abi.encodePacked(uint8(48 + value % 10));
        return value < 10 ? string(digit) : string.concat(_text(value / 10), string(digit));
    }
}
