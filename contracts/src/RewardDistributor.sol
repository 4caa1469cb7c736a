// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {IRewardDistributor} from "./IRewardDistributor.sol";

/// @title Pays labelers by Merkle proof; documented in IRewardDistributor
contract RewardDistributor is IRewardDistributor {
    using SafeERC20 for IERC20;

    address public immutable escrow;

    mapping(uint32 epoch => bytes32) public rewardRoot;
    mapping(address payTo => mapping(address token => uint256)) public claimed;

    /// @dev The escrow deploys its distributor, so that each knows the other without a set-up step.
    constructor() {
        escrow = msg.sender;
    }

    /// @inheritdoc IRewardDistributor
    function activate(uint32 epoch, bytes32 root) external {
        require(msg.sender == escrow, NotEscrow());
        rewardRoot[epoch] = root;
    }

    /// @inheritdoc IRewardDistributor
    function claim(uint32 epoch, address token, address payTo, uint256 cumulative, bytes32[] calldata proof)
        external
        returns (uint256 amount)
    {
        amount = _take(rewardRoot[epoch], token, payTo, cumulative, proof);
        if (amount == 0) return 0;
        IERC20(token).safeTransfer(payTo, amount);
        emit Claimed(payTo, token, amount);
    }

    /// @inheritdoc IRewardDistributor
    function claimMany(uint32 epoch, address token, Account[] calldata accounts) external {
        bytes32 root = rewardRoot[epoch];
        for (uint256 i; i < accounts.length; ++i) {
            Account calldata account = accounts[i];
            address payTo = account.payTo;
            uint256 amount = _take(root, token, payTo, account.cumulative, account.proof);
            if (amount == 0) continue;
            if (IERC20(token).trySafeTransfer(payTo, amount)) {
                emit Claimed(payTo, token, amount);
            } else {
                // Subtracted, not set back: the token may have re-entered and claimed more in between.
                claimed[payTo][token] -= amount;
                emit Skipped(payTo, token, amount);
            }
        }
    }

    /// @dev Counts the claim before any transfer, so a token that re-enters finds nothing left to claim. A root of 0
    ///   has no proof, since no hash is known to be 0.
    function _take(bytes32 root, address token, address payTo, uint256 cumulative, bytes32[] calldata proof)
        private
        returns (uint256)
    {
        bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(payTo, token, cumulative))));
        require(MerkleProof.verifyCalldata(proof, root, leaf), InvalidProof(payTo));
        uint256 before = claimed[payTo][token];
        if (cumulative <= before) return 0;
        claimed[payTo][token] = cumulative;
        return cumulative - before;
    }
}
