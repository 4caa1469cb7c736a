// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";
import {VectorsTest} from "./VectorsTest.sol";

/// @dev Ids, leaves and trees as the ABI encodes them.
contract HashVectorsTest is VectorsTest {
    function test_campaign_ids() public {
        read("ids.json");
        uint256 i;
        for (; exists(item(".campaigns", i)); ++i) {
            string memory at_ = item(".campaigns", i);
            same(
                keccak256(
                    abi.encode(
                        number(at_, ".chainId"), addr(at_, ".escrow"), addr(at_, ".requester"), word(at_, ".salt")
                    )
                ),
                at_,
                ".campaign"
            );
        }
        require(i > 0);
    }

    function test_task_ids() public {
        read("ids.json");
        uint256 i;
        for (; exists(item(".tasks", i)); ++i) {
            string memory at_ = item(".tasks", i);
            bytes memory encoded =
                abi.encode(word(at_, ".campaign"), text(at_, ".page"), text(at_, ".unit"), text(at_, ".unitKey"));
            same(keccak256(encoded), at_, ".task");
        }
        require(i > 0);
    }

    function test_text_keys() public {
        read("ids.json");
        uint256 i;
        for (; exists(item(".texts", i)); ++i) {
            string memory at_ = item(".texts", i);
            same(keccak256(bytes(text(at_, ".normal"))), at_, ".digest");
        }
        require(i > 0);
    }

    function test_label_leaves() public {
        read("label.json");
        uint256 i;
        for (; exists(item(".cases", i)); ++i) {
            string memory at_ = item(".cases", i);
            bytes32 taskHash = keccak256(bytes(text(at_, ".taskText")));
            bytes32 bodyHash = keccak256(bytes(text(at_, ".bodyText")));
            same(taskHash, at_, ".taskHash");
            same(bodyHash, at_, ".bodyHash");
            bytes32 taskPart = keccak256(abi.encode(bytes16(data(at_, ".taskSalt")), taskHash));
            bytes32 bodyPart = keccak256(abi.encode(bytes16(data(at_, ".bodySalt")), bodyHash));
            same(taskPart, at_, ".taskPart");
            same(bodyPart, at_, ".bodyPart");
            same(keccak256(abi.encode(taskPart, bodyPart)), at_, ".leaf");
        }
        require(i > 0);
    }

    function test_label_trees() public {
        read("trees.json");
        require(tree(".labels", labelLeaf) > 0);
    }

    function test_reward_trees() public {
        read("trees.json");
        require(tree(".rewards", rewardLeaf) > 0);
    }

    function test_weight_trees() public {
        read("trees.json");
        require(tree(".weights", weightLeaf) > 0);
    }

    function test_open_trees() public {
        read("trees.json");
        require(tree(".opens", openLeaf) > 0);
    }

    function labelLeaf(string memory at_) private view returns (bytes memory) {
        return abi.encode(word(at_, ""));
    }

    function rewardLeaf(string memory at_) private view returns (bytes memory) {
        return abi.encode(addr(at_, ".payTo"), addr(at_, ".token"), number(at_, ".cumulative"));
    }

    function weightLeaf(string memory at_) private view returns (bytes memory) {
        return abi.encode(addr(at_, ".payTo"), uint64(number(at_, ".weight")));
    }

    function openLeaf(string memory at_) private view returns (bytes memory) {
        bytes32 blinded = keccak256(abi.encode(word(at_, ".blind"), uint32(number(at_, ".epoch"))));
        same(blinded, at_, ".blinded");
        return abi.encode(word(at_, ".campaign"), addr(at_, ".payTo"), uint128(number(at_, ".amount")), blinded);
    }

    /// @dev Every leaf is hashed twice, and its proof leads to the root.
    function tree(string memory list, function(string memory) view returns (bytes memory) encode)
        private
        view
        returns (uint256 i)
    {
        for (; exists(item(list, i)); ++i) {
            string memory at_ = item(list, i);
            uint256 j;
            for (; exists(item(string.concat(at_, ".leaves"), j)); ++j) {
                bytes32 node = keccak256(bytes.concat(keccak256(encode(item(string.concat(at_, ".leaves"), j)))));
                same(node, item(string.concat(at_, ".leafHashes"), j), "");
                bytes32[] memory proof =
                    vm.parseJsonBytes32Array(json, item(string.concat(at_, ".proofs"), j));
                for (uint256 k; k < proof.length; ++k) node = Hashes.commutativeKeccak256(node, proof[k]);
                same(node, at_, ".root");
            }
            if (j == 0) same(0, at_, ".root");
        }
    }
}
