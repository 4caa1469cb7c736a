// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRewardDistributor} from "../src/IRewardDistributor.sol";
import {EscrowTest} from "./EscrowTest.sol";
import {Tree} from "./Tree.sol";

contract ClaimTest is EscrowTest {
    bytes32[] private empty;
    bytes32 private id;

    function setUp() public override {
        super.setUp();
        id = openCampaign("salt", 1000);
    }

    function test_anybody_may_claim_and_the_money_goes_to_payTo() public {
        credit(1, id, 30, 30);
        vm.expectEmit(address(distributor));
        emit IRewardDistributor.Claimed(labeler, address(token), 30);
        vm.prank(other);
        eq(distributor.claim(1, address(token), labeler, 30, empty), 30);
        eq(token.balanceOf(labeler), 30);
        eq(token.balanceOf(other), 0);
        eq(distributor.claimed(labeler, address(token)), 30);
    }

    function test_a_claim_pays_what_is_new_and_a_repeat_pays_nothing() public {
        credit(1, id, 30, 30);
        credit(2, id, 15, 45);
        eq(distributor.claim(1, address(token), labeler, 30, empty), 30);
        eq(distributor.claim(1, address(token), labeler, 30, empty), 0);
        eq(distributor.claim(2, address(token), labeler, 45, empty), 15);
        eq(distributor.claim(1, address(token), labeler, 30, empty), 0);
        eq(token.balanceOf(labeler), 45);
    }

    function test_the_last_root_pays_what_earlier_ones_left() public {
        credit(1, id, 30, 30);
        credit(2, id, 15, 45);
        eq(distributor.claim(2, address(token), labeler, 45, empty), 45);
        eq(distributor.claim(1, address(token), labeler, 30, empty), 0);
    }

    function refuses(uint32 epoch, address money, address payTo, uint256 cumulative) private {
        vm.expectRevert(abi.encodeWithSelector(IRewardDistributor.InvalidProof.selector, payTo));
        distributor.claim(epoch, money, payTo, cumulative, empty);
    }

    function test_a_claim_that_the_root_does_not_hold_is_refused() public {
        credit(1, id, 30, 30);
        refuses(1, address(token), labeler, 31);
        refuses(1, address(token), other, 30);
        refuses(1, address(0xbad), labeler, 30);
        refuses(2, address(token), labeler, 30);
        refuses(0, address(token), labeler, 30);
    }

    function test_a_pending_root_pays_nothing() public {
        due(1, Tree.rewardLeaf(labeler, address(token), 30), one(entry(id, 30, 0)));
        refuses(1, address(token), labeler, 30);
    }

    function test_an_inner_node_is_no_leaf() public {
        bytes32[] memory leaves = new bytes32[](2);
        leaves[0] = Tree.rewardLeaf(labeler, address(token), 30);
        leaves[1] = Tree.rewardLeaf(other, address(token), 20);
        activate(1, Tree.root(leaves), one(entry(id, 50, 0)));
        refuses(1, address(token), labeler, 30);
        eq(distributor.claim(1, address(token), labeler, 30, Tree.proof(leaves, 0)), 30);
        eq(distributor.claim(1, address(token), other, 20, Tree.proof(leaves, 1)), 20);
    }

    function test_only_the_escrow_activates_roots() public {
        vm.prank(relay);
        vm.expectRevert(IRewardDistributor.NotEscrow.selector);
        distributor.activate(1, keccak256("mine"));
    }

    /// @dev The zero address stands for a receiver that the token refuses.
    function three() private returns (IRewardDistributor.Account[] memory accounts) {
        address[3] memory payTo = [labeler, address(0), other];
        bytes32[] memory leaves = new bytes32[](3);
        for (uint256 i; i < 3; ++i) leaves[i] = Tree.rewardLeaf(payTo[i], address(token), 10 * (i + 1));
        activate(1, Tree.root(leaves), one(entry(id, 60, 0)));
        accounts = new IRewardDistributor.Account[](3);
        for (uint256 i; i < 3; ++i) {
            accounts[i] = IRewardDistributor.Account(payTo[i], 10 * (i + 1), Tree.proof(leaves, i));
        }
    }

    function test_claimMany_skips_a_failing_transfer_and_pays_the_others() public {
        IRewardDistributor.Account[] memory accounts = three();
        vm.expectEmit(address(distributor));
        emit IRewardDistributor.Skipped(address(0), address(token), 20);
        distributor.claimMany(1, address(token), accounts);
        eq(token.balanceOf(labeler), 10);
        eq(token.balanceOf(other), 30);
        eq(distributor.claimed(address(0), address(token)), 0);
        eq(token.balanceOf(address(distributor)), 20);
    }

    function test_claimMany_passes_over_what_was_claimed_already() public {
        IRewardDistributor.Account[] memory accounts = three();
        distributor.claim(1, address(token), labeler, 10, accounts[0].proof);
        distributor.claimMany(1, address(token), accounts);
        distributor.claimMany(1, address(token), accounts);
        eq(token.balanceOf(labeler), 10);
        eq(token.balanceOf(other), 30);
    }

    function test_claimMany_with_a_wrong_proof_pays_nobody() public {
        IRewardDistributor.Account[] memory accounts = three();
        accounts[2].cumulative = 31;
        vm.expectRevert(abi.encodeWithSelector(IRewardDistributor.InvalidProof.selector, other));
        distributor.claimMany(1, address(token), accounts);
        eq(token.balanceOf(labeler), 0);
    }

    function test_no_more_is_claimed_than_was_released() public {
        credit(1, id, 30, 31);
        vm.expectRevert();
        distributor.claim(1, address(token), labeler, 31, empty);
        eq(distributor.claimed(labeler, address(token)), 0);
    }
}
